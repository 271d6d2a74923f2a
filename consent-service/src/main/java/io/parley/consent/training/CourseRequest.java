package io.parley.consent.training;

import io.parley.platform.problem.DomainException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The body that publishes a course, or a further version of it.
///
/// @param renew of a further version: everybody has to complete it anew
record CourseRequest(
        @NotEmpty @Size(max = 40) Map<@NotNull String, @NotNull @Valid TextRequest> texts,
        @Nullable @Size(max = 2000) String link,
        @Nullable @Min(1) @Max(3650) Integer validDays,
        @Nullable Boolean renew) {

    record TextRequest(
            @NotBlank @Size(max = 300) String title,
            @NotBlank @Size(max = 100_000) String text) {}

    Map<String, Course.Text> parsedTexts() {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> language(entry.getKey()),
                        entry -> new Course.Text(
                                entry.getValue().title(), entry.getValue().text())));
    }

    private static String language(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            throw DomainException.invalid("texts", "by language tag (BCP 47)");
        }
    }
}
