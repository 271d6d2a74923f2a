package io.parley.consent.scim;

import io.parley.consent.person.PersonMatch;
import io.parley.contracts.PersonId;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The part of the filter grammar (RFC 7644 §3.4.2.2) that provisioning clients match people with: `attribute eq "…"`.
final class ScimFilter {

    private static final Pattern EQ =
            Pattern.compile("\\s*(\\w+)\\s+eq\\s+\"((?:[^\"\\\\]|\\\\[\"\\\\/])*)\"\\s*", Pattern.CASE_INSENSITIVE);

    private ScimFilter() {}

    static PersonMatch parse(@Nullable String filter) {
        if (filter == null || filter.isBlank()) {
            return new PersonMatch.Everybody();
        }
        Matcher matcher = EQ.matcher(filter);
        if (!matcher.matches()) {
            throw unsupported();
        }
        String value = matcher.group(2).replaceAll("\\\\(.)", "$1");
        return switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
            case "username" -> new PersonMatch.ByUserName(value.toLowerCase(Locale.ROOT));
            case "externalid" -> new PersonMatch.ByExternalId(value);
            case "id" -> byId(value);
            default -> throw unsupported();
        };
    }

    private static PersonMatch byId(String value) {
        try {
            return new PersonMatch.ById(PersonId.parse(value));
        } catch (IllegalArgumentException e) {
            throw new ScimException(400, "invalidFilter", "id (expected: a UUID)");
        }
    }

    private static ScimException unsupported() {
        return new ScimException(
                400, "invalidFilter", "filter (expected: userName, externalId or id, then eq, then a quoted value)");
    }
}
