package io.parley.local.issuer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Somebody a token can be issued to: a demo person, or one of the countless `bench-…` people with which tests and
/// benchmarks fill a region. The latter exist here by their name alone; they are strangers until SCIM registers them.
record TokenPerson(String subject, String userName, String displayName, List<String> roles) {

    private static final Pattern COUNTLESS = Pattern.compile("bench-[a-z0-9-]{1,40}");

    static TokenPerson of(DemoPerson person) {
        return new TokenPerson(person.subject(), person.userName(), person.displayName(), person.roles());
    }

    static Optional<TokenPerson> named(String userName) {
        Optional<TokenPerson> demo = DemoPerson.withUserName(userName).map(TokenPerson::of);
        return demo.isPresent() || !COUNTLESS.matcher(userName).matches() ? demo : Optional.of(countless(userName));
    }

    private static TokenPerson countless(String userName) {
        String subject = UUID.nameUUIDFromBytes(("parley-bench:" + userName).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new TokenPerson(subject, userName, userName, List.of("member"));
    }
}
