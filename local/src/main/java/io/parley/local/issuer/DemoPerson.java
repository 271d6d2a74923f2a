package io.parley.local.issuer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// The people of every local region. A password is the person's name.
public enum DemoPerson {
    ALICE("Alice Chen", "member"),
    BOB("Bob Fischer", "member"),
    CAROL("Carol Wang", "member"),
    DAVE("Dave Miller", "member"),
    ERIN("Erin Novak", "member", "officer"),
    FRANK("Frank Silva", "member", "approver"),
    GRACE("Grace Liu", "member", "auditor"),
    HEIDI("Heidi Braun", "member", "privacy"),
    IVAN("Ivan Petrov", "member", "admin"),
    JUDY("Judy Okafor", "member", "guardian"),
    KIM("Kim Larsen", "member", "approver");

    private final String displayName;
    private final List<String> roles;

    DemoPerson(String displayName, String... roles) {
        this.displayName = displayName;
        this.roles = List.of(roles);
    }

    public String userName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String displayName() {
        return displayName;
    }

    public List<String> roles() {
        return roles;
    }

    /// Dave is a customer, Judy a parent; all others work here.
    public String kind() {
        return this == DAVE || this == JUDY ? "guest" : "employee";
    }

    /// The same on every machine and after every reset.
    public String subject() {
        return UUID.nameUUIDFromBytes(("parley-demo:" + userName()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static Optional<DemoPerson> withUserName(String userName) {
        return List.of(values()).stream()
                .filter(person -> person.userName().equals(userName))
                .findFirst();
    }

    static Optional<DemoPerson> withSubject(String subject) {
        return List.of(values()).stream()
                .filter(person -> person.subject().equals(subject))
                .findFirst();
    }
}
