package io.parley.audit.event;

import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The query parameters as they came.
record EventRequest(
        @Parameter(description = "Id of who acted") @Nullable
        String actor,

        @Parameter(description = "Code of the catalogue") @Nullable
        String action,

        @Nullable String objectType,
        @Nullable String objectId,

        @Parameter(schema = @Schema(allowableValues = {"success", "refused", "failed"})) @Nullable
        String outcome,

        @Nullable String caseRef,

        @Parameter(description = "Id of a person whom the event concerns, beside its actor") @Nullable
        String affected,

        @Parameter(description = "RFC 3339, inclusive") @Nullable
        String from,

        @Parameter(description = "RFC 3339, exclusive") @Nullable
        String to,

        @Parameter(description = "`nextCursor` of the page before") @Nullable
        String after,

        @Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100")) @Nullable
        String limit) {

    private static final int MOST = 1000;
    private static final int USUAL = 100;
    private static final int LONGEST_VALUE = 200;
    private static final Set<String> OUTCOMES = Set.of("success", "refused", "failed");

    EventFilter filter() {
        return new EventFilter(
                text("actor", actor),
                text("action", action),
                text("objectType", objectType),
                text("objectId", objectId),
                knownOutcome(),
                text("caseRef", caseRef),
                text("affected", affected),
                time("from", from),
                time("to", to),
                Optional.empty());
    }

    long afterIndex() {
        return after == null || after.isEmpty() ? Cursor.START : Cursor.index(after);
    }

    int size() {
        if (limit == null || limit.isEmpty()) {
            return USUAL;
        }
        try {
            return within(Integer.parseInt(limit));
        } catch (NumberFormatException e) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
    }

    private static int within(int size) {
        if (size < 1 || size > MOST) {
            throw DomainException.invalid("limit", "1.." + MOST);
        }
        return size;
    }

    private Optional<String> knownOutcome() {
        if (outcome != null && !outcome.isEmpty() && !OUTCOMES.contains(outcome)) {
            throw DomainException.invalid("outcome", "success, refused or failed");
        }
        return text("outcome", outcome);
    }

    private static Optional<String> text(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (value.length() > LONGEST_VALUE) {
            throw DomainException.invalid(name, "at most " + LONGEST_VALUE + " characters");
        }
        return Optional.of(value);
    }

    private static Optional<Instant> time(String name, @Nullable String value) {
        try {
            return text(name, value).map(text -> OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            throw DomainException.invalid(name, "a time of RFC 3339");
        }
    }
}
