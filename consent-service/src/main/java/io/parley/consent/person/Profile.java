package io.parley.consent.person;

import io.parley.contracts.PersonId;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the provisioning client says about a person. Never printed.
///
/// @param userName lower case; what the token's preferred_username is matched with at the first sign-in
/// @param guardian who answers for a minor whose own answer does not count; null: nobody
/// @param languages in which the person reads, best first (BCP 47)
/// @param attributes what else was said, by canonical SCIM names; Parley keeps it and gives it back
public record Profile(
        String userName,
        @Nullable String externalId,
        String displayName,
        Name name,
        PersonKind kind,
        String region,
        @Nullable LocalDate birthDate,
        @Nullable PersonId guardian,
        boolean active,
        List<String> languages,
        JsonNode attributes) {

    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final int MAX_LANGUAGES = 16;
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");
    private static final int MAX_CHARS = 256;
    private static final Pattern REGION = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    public Profile {
        userName = userName.toLowerCase(Locale.ROOT);
        checkText("userName", userName);
        checkText("displayName", displayName);
        if (externalId != null) {
            checkText("externalId", externalId);
        }
        if (!REGION.matcher(region).matches()) {
            throw new IllegalArgumentException("region: " + region + " (expected: " + REGION.pattern() + ")");
        }
        languages = List.copyOf(languages);
        checkLanguages(languages);
    }

    public Profile(
            String userName,
            @Nullable String externalId,
            String displayName,
            Name name,
            PersonKind kind,
            String region,
            @Nullable LocalDate birthDate,
            boolean active) {
        this(
                userName,
                externalId,
                displayName,
                name,
                kind,
                region,
                birthDate,
                null,
                active,
                List.of(),
                JsonNodeFactory.instance.objectNode());
    }

    private static void checkLanguages(List<String> languages) {
        if (languages.size() > MAX_LANGUAGES
                || !languages.stream().allMatch(tag -> LANGUAGE.matcher(tag).matches())) {
            throw new IllegalArgumentException(
                    "languages: " + languages.size() + " (expected: at most " + MAX_LANGUAGES + " tags like zh-CN)");
        }
    }

    /// Parts of the name as given; only the display name is shown.
    public record Name(
            @Nullable String formatted,
            @Nullable String givenName,
            @Nullable String familyName) {

        public static final Name NONE = new Name(null, null, null);

        public Name {
            checkPart("name.formatted", formatted);
            checkPart("name.givenName", givenName);
            checkPart("name.familyName", familyName);
        }

        private String parts() {
            ObjectNode parts = JsonNodeFactory.instance.objectNode();
            parts.put("formatted", formatted).put("givenName", givenName).put("familyName", familyName);
            return parts.toString();
        }

        private static void checkPart(String field, @Nullable String value) {
            if (value != null) {
                checkText(field, value);
            }
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    public Profile withActive(boolean nowActive) {
        return new Profile(
                userName,
                externalId,
                displayName,
                name,
                kind,
                region,
                birthDate,
                guardian,
                nowActive,
                languages,
                attributes);
    }

    /// As the enterprise extension says (RFC 7643 §4.3).
    public @Nullable String department() {
        return attributes.path(ENTERPRISE).path("department").asStringOpt().orElse(null);
    }

    /// What the directory finds the person by, folded as [#folded] does.
    String searchText() {
        return folded(userName) + "\n" + folded(displayName);
    }

    /// One form for what looks alike: full-width letters, composed accents, cases (Unicode TR 15 NFKC).
    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /// A field that is another one now. Never printed.
    record Difference(
            String field, @Nullable Object before, @Nullable Object after) {
        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// The fields, except `active`, in which the other differs, with what they are here and there.
    List<Difference> differences(Profile other) {
        return Stream.of(
                        new Difference("userName", userName, other.userName),
                        new Difference("externalId", externalId, other.externalId),
                        new Difference("displayName", displayName, other.displayName),
                        new Difference("name", name.parts(), other.name.parts()),
                        new Difference("kind", kind.code(), other.kind.code()),
                        new Difference("region", region, other.region),
                        new Difference("birthDate", birthDate, other.birthDate),
                        new Difference("guardian", guardian, other.guardian),
                        new Difference("languages", languages, other.languages),
                        new Difference("attributes", attributes, other.attributes))
                .filter(field -> !Objects.equals(field.before(), field.after()))
                .toList();
    }

    private static void checkText(String field, String value) {
        if (value.isBlank() || value.length() > MAX_CHARS) {
            throw new IllegalArgumentException(
                    field + ".length: " + value.length() + " (expected: 1.." + MAX_CHARS + ", not blank)");
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
