package io.parley.consent.notice;

import io.parley.contracts.Purpose;
import io.parley.platform.problem.DomainException;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The body that drafts a notice or a further version of it. A further version inherits what it does not say.
record NoticeRequest(
        @Nullable String purpose,
        @Nullable String kind,
        @Nullable AudienceRequest audience,
        @Nullable Map<String, @Nullable TextRequest> texts,
        @Nullable Boolean material,
        @Nullable Boolean refusable,
        @Nullable Boolean mandatory) {

    record TextRequest(@Nullable String title, @Nullable String text) {}

    Purpose parsedPurpose() {
        return parsed("purpose", purpose, Purpose::of);
    }

    NoticeKind parsedKind() {
        return parsed("kind", kind, NoticeKind::of);
    }

    Audience parsedAudience() {
        return parsed("audience", audience, AudienceRequest::parsed);
    }

    Map<String, NoticeText> parsedTexts() {
        return parsed("texts", texts, given -> {
            if (given.isEmpty()) {
                throw new IllegalArgumentException("texts: {} (expected: at least one language)");
            }
            Map<String, NoticeText> parsed = new HashMap<>();
            given.forEach((tag, text) -> parsed.put(language(tag), text(text)));
            return parsed;
        });
    }

    boolean refusableOr(NoticeKind parsedKind) {
        return refusable == null ? parsedKind == NoticeKind.CONSENT : refusable;
    }

    private static NoticeText text(@Nullable TextRequest given) {
        if (given == null || given.title() == null || given.text() == null) {
            throw new IllegalArgumentException("texts: title or text missing (expected: both in each language)");
        }
        return new NoticeText(given.title(), given.text());
    }

    private static String language(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw new IllegalArgumentException("texts: " + tag + " (expected: a language tag, BCP 47)", e);
        }
    }

    private static <T, R> R parsed(String field, @Nullable T value, Function<T, R> parser) {
        if (value == null) {
            throw DomainException.invalid(field, "required");
        }
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | NullPointerException e) {
            String message = e.getMessage();
            throw DomainException.invalid(field, message == null ? "no null inside" : message);
        }
    }
}
