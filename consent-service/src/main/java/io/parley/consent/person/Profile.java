package io.parley.consent.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the provisioning client says about a person. Never printed.
///
/// @param userName lower case; what the token's preferred_username is matched with
public record Profile(
        String userName,
        @Nullable String externalId,
        String displayName,
        Name name,
        PersonKind kind,
        String region,
        @Nullable LocalDate birthDate,
        boolean active) {

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
        return new Profile(userName, externalId, displayName, name, kind, region, birthDate, nowActive);
    }

    /// Names of the fields, except `active`, in which the other differs.
    List<String> differences(Profile other) {
        List<String> fields = new ArrayList<>();
        note(fields, "userName", userName, other.userName);
        note(fields, "externalId", externalId, other.externalId);
        note(fields, "displayName", displayName, other.displayName);
        note(fields, "name", name, other.name);
        note(fields, "kind", kind, other.kind);
        note(fields, "region", region, other.region);
        note(fields, "birthDate", birthDate, other.birthDate);
        return fields;
    }

    private static void note(List<String> fields, String field, @Nullable Object mine, @Nullable Object theirs) {
        if (!Objects.equals(mine, theirs)) {
            fields.add(field);
        }
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
