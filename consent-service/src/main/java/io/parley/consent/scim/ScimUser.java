package io.parley.consent.scim;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import io.parley.consent.person.Profile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A SCIM User (RFC 7643 §4.1) as far as Parley keeps it. What it does not keep, it does not answer.
record ScimUser(
        @Nullable List<String> schemas,
        @Nullable String id,
        @Nullable String externalId,
        @Nullable String userName,
        @Nullable Name name,
        @Nullable String displayName,
        @Nullable Boolean active,
        @JsonProperty(PERSON_SCHEMA) @Nullable Extension extension,
        @Nullable Meta meta) {

    static final String USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
    static final String PERSON_SCHEMA = "urn:parley:scim:Person";

    record Name(
            @Nullable String formatted,
            @Nullable String givenName,
            @Nullable String familyName) {}

    record Extension(
            @Nullable String kind,
            @Nullable String region,
            @Nullable String birthDate) {}

    record Meta(String resourceType, String created, String lastModified, String location, String version) {}

    static ScimUser of(Person person) {
        ScimUser user = of(person.profile());
        return new ScimUser(
                user.schemas,
                person.id().toString(),
                user.externalId,
                user.userName,
                user.name,
                user.displayName,
                user.active,
                user.extension,
                meta(person));
    }

    static ScimUser of(Profile profile) {
        return new ScimUser(
                List.of(USER_SCHEMA, PERSON_SCHEMA),
                null,
                profile.externalId(),
                profile.userName(),
                name(profile.name()),
                profile.displayName(),
                profile.active(),
                extension(profile),
                null);
    }

    static String etag(Person person) {
        return "W/\"" + person.version() + "\"";
    }

    private static @Nullable Name name(Profile.Name name) {
        return name.equals(Profile.Name.NONE) ? null : new Name(name.formatted(), name.givenName(), name.familyName());
    }

    private static Extension extension(Profile profile) {
        LocalDate birthDate = profile.birthDate();
        return new Extension(profile.kind().code(), profile.region(), birthDate == null ? null : birthDate.toString());
    }

    private static Meta meta(Person person) {
        return new Meta(
                "User",
                person.createdAt().toString(),
                person.changedAt().toString(),
                "/scim/v2/Users/" + person.id(),
                etag(person));
    }

    /// Fails with `invalidValue`. Kind and region are required: guessing them would decide what may be archived.
    Profile toProfile() {
        Extension given = extension == null ? new Extension(null, null, null) : extension;
        try {
            return new Profile(
                    required("userName", userName),
                    externalId,
                    shownName(),
                    name == null
                            ? Profile.Name.NONE
                            : new Profile.Name(name.formatted, name.givenName, name.familyName),
                    PersonKind.of(required(PERSON_SCHEMA + ":kind", given.kind)),
                    required(PERSON_SCHEMA + ":region", given.region),
                    given.birthDate == null ? null : LocalDate.parse(given.birthDate),
                    active == null || active);
        } catch (IllegalArgumentException e) {
            throw ScimException.invalidValue(String.valueOf(e.getMessage()));
        } catch (DateTimeException e) {
            throw ScimException.invalidValue(PERSON_SCHEMA + ":birthDate (expected: a date like 2010-12-31)");
        }
    }

    private String shownName() {
        if (displayName != null) {
            return displayName;
        }
        if (name == null) {
            return required("userName", userName);
        }
        String joined = Stream.of(name.givenName, name.familyName)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.formatted != null ? name.formatted : joined.isBlank() ? required("userName", userName) : joined;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException(field + ": missing (expected: a value)");
        }
        return value;
    }
}
