package io.parley.consent.person;

import java.util.Arrays;
import java.util.Locale;

/// What somebody is to the organisation; decides which ground can carry the handling of their words.
public enum PersonKind {
    EMPLOYEE,
    GUEST,
    MINOR,
    BOT;

    public static PersonKind of(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("kind: " + code + " (expected: employee, guest, minor or bot)"));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    io.parley.contracts.event.PersonKind event() {
        return io.parley.contracts.event.PersonKind.valueOf(name());
    }
}
