package io.parley.audit.event;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// How an export is written: a line per event.
enum ExportFormat {
    CSV("text/csv;charset=UTF-8") {
        @Override
        String head() {
            return CsvLine.HEAD;
        }

        @Override
        String line(EventStore.Stored event) {
            return CsvLine.of(event);
        }
    },
    /// Each event as in the query, one JSON object per line.
    JSONL("application/x-ndjson") {
        @Override
        String line(EventStore.Stored event) {
            return EventJson.withIndex(event).toString();
        }
    },
    OCSF("application/x-ndjson") {
        @Override
        String line(EventStore.Stored event) {
            return OcsfEvent.of(EventJson.withIndex(event)).toString();
        }
    },
    /// What opens the commitments, for whoever verifies the log: place, salt, and the very text that was committed to.
    OPENINGS("application/x-ndjson") {
        @Override
        String line(EventStore.Stored event) {
            return JsonMapper.shared().writeValueAsString(new Opening(event.index(), event.salt(), event.body()));
        }
    };

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    private record Opening(long index, byte[] salt, String body) {}

    String mediaType() {
        return mediaType;
    }

    String head() {
        return "";
    }

    abstract String line(EventStore.Stored event);

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As asked for by name; else CSV for who accepts only that, and JSON lines.
    static ExportFormat of(@Nullable String name, @Nullable String accept) {
        if (name == null || name.isEmpty()) {
            return accept != null && accept.startsWith("text/csv") ? CSV : JSONL;
        }
        Optional<ExportFormat> named = Arrays.stream(values())
                .filter(format -> format.label().equals(name))
                .findFirst();
        return named.orElseThrow(() -> DomainException.invalid(
                "format",
                "one of " + Arrays.stream(values()).map(ExportFormat::label).collect(Collectors.joining(", "))));
    }
}
