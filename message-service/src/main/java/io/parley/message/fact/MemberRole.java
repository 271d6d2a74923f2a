package io.parley.message.fact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a person may do in a conversation. Nobody has more than the last in a direct one.
public enum MemberRole {
    OWNER(io.parley.contracts.event.MemberRole.ROLE_OWNER),
    MODERATOR(io.parley.contracts.event.MemberRole.ROLE_MODERATOR),
    MEMBER(io.parley.contracts.event.MemberRole.ROLE_MEMBER);

    private final io.parley.contracts.event.MemberRole event;
    private final String code = name().toLowerCase(Locale.ROOT);

    MemberRole(io.parley.contracts.event.MemberRole event) {
        this.event = event;
    }

    public static Optional<MemberRole> of(io.parley.contracts.event.MemberRole event) {
        return Arrays.stream(values()).filter(role -> role.event == event).findFirst();
    }

    public static Optional<MemberRole> of(String code) {
        return Arrays.stream(values()).filter(role -> role.code.equals(code)).findFirst();
    }

    public static MemberRole stored(String code) {
        return of(code).orElseThrow(() -> new IllegalStateException("role: " + code + " (expected: a known role)"));
    }

    public String code() {
        return code;
    }

    public io.parley.contracts.event.MemberRole event() {
        return event;
    }
}
