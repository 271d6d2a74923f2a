package io.parley.platform.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a person may do (architecture §7). No role reads content by itself.
public enum Role {
    MEMBER,
    ADMIN,
    OFFICER,
    APPROVER,
    AUDITOR,
    PRIVACY,
    GUARDIAN;

    /// Empty for a role that Parley does not know: an issuer may carry others.
    public static Optional<Role> of(String code) {
        return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
