package io.parley.archive.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.file.ArchivedFile;
import io.parley.archive.search.Highlight;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One message as the archive holds it: `content` is its latest archived version, `versions` are all of them, oldest
/// first. The record is named by its first archived version. `reactions` are all that were given and taken back.
record ArchivedMessage(
        UUID recordId,
        UUID conversationId,
        long seq,
        UUID messageId,
        UUID senderId,
        Instant acceptedAt,
        JsonNode content,
        List<Version> versions,
        boolean recalled,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Reaction> reactions) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Version(
            UUID recordId,
            long seq,
            JsonNode content,
            Instant acceptedAt,
            @Nullable UUID editOf,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Highlight> highlights,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ArchivedFile> files) {

        static Version of(OpenVersion open, Phrase phrase) {
            StoredVersion stored = open.stored();
            return new Version(
                    stored.recordId(),
                    stored.seq(),
                    open.json(),
                    stored.acceptedAt(),
                    stored.edit() ? stored.message() : null,
                    phrase.highlights(open),
                    open.files());
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    static ArchivedMessage of(List<OpenVersion> versions, boolean recalled, List<Reaction> reactions, Phrase phrase) {
        StoredVersion first = versions.getFirst().stored();
        return new ArchivedMessage(
                first.recordId(),
                first.conversation().value(),
                first.seq(),
                first.message(),
                first.sender(),
                first.acceptedAt(),
                versions.getLast().json(),
                versions.stream().map(version -> Version.of(version, phrase)).toList(),
                recalled,
                reactions);
    }

    @Override
    public String toString() {
        return "ArchivedMessage[" + recordId + "]";
    }
}
