package io.parley.archive.export;

import io.parley.archive.file.ArchivedFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.MinimalPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/// One file of JSON lines per conversation: the first says who was there, each other one is an entry.
final class JsonSheets implements Sheets {

    /// Content may be as deep as its reader allows, and stands one level deeper here.
    private static final int DEEPEST = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                    .build())
            .defaultPrettyPrinter(new MinimalPrettyPrinter("\n"))
            .build();

    private final ExportZip zip;

    JsonSheets(ExportZip zip) {
        this.zip = zip;
    }

    @Override
    public Sheet begin(Talk talk) throws IOException {
        JsonGenerator out = JSON.writerWithDefaultPrettyPrinter().createGenerator(zip.entry(talk.file(".jsonl")));
        head(talk, out);
        return new Lines(out);
    }

    private static void head(Talk talk, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("entry", "conversation");
        out.writeStringProperty("conversationId", talk.id().toString());
        out.writeStringProperty("region", talk.region());
        out.writeNumberProperty("firstSeq", talk.firstSeq());
        out.writeNumberProperty("lastSeq", talk.lastSeq());
        out.writeArrayPropertyStart("participants");
        talk.participants().forEach(person -> person(null, person, out));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void person(@Nullable String name, Somebody person, JsonGenerator out) {
        if (name != null) {
            out.writeName(name);
        }
        out.writeStartObject();
        out.writeStringProperty("personId", person.id().toString());
        out.writeStringProperty("name", Clean.surrogates(person.name()));
        out.writeStringProperty("userName", Clean.surrogates(person.userName()));
        out.writeStringProperty("kind", person.kind());
        out.writeEndObject();
    }

    private record Lines(JsonGenerator out) implements Sheet {

        @Override
        public void add(Entry entry) {
            out.writeStartObject();
            out.writeStringProperty("entry", entry.kind());
            out.writeNumberProperty("seq", entry.seq());
            time(entry.at());
            switch (entry) {
                case Entry.Entered entered -> person("person", entered.person(), out);
                case Entry.Left left -> person("person", left.person(), out);
                case Entry.Recall recall ->
                    out.writeStringProperty("recallOf", recall.message().toString());
                case Entry.Receipt receipt -> {
                    person("person", receipt.person(), out);
                    out.writeNumberProperty("deliveredSeq", receipt.seq());
                    out.writeNumberProperty("readSeq", receipt.read());
                }
                case Entry.Version version -> version(version);
                case Entry.Reaction reaction -> {
                    out.writeStringProperty("recordId", reaction.record().toString());
                    out.writeStringProperty("reactionTo", reaction.message().toString());
                    words(reaction);
                }
                case Entry.Title title -> {
                    out.writeStringProperty("recordId", title.record().toString());
                    words(title);
                }
            }
            out.writeEndObject();
        }

        private void time(Instant at) {
            out.writeStringProperty("at", Times.iso(at));
            out.writeNumberProperty("at_ms", at.toEpochMilli());
        }

        private void version(Entry.Version version) {
            out.writeStringProperty("recordId", version.record().toString());
            out.writeStringProperty("messageId", version.message().toString());
            if (version.edit()) {
                out.writeStringProperty("editOf", version.message().toString());
            }
            out.writeStringProperty("contentType", Clean.surrogates(version.type()));
            words(version);
            if (!version.files().isEmpty()) {
                out.writeArrayPropertyStart("files");
                version.files().forEach(this::file);
                out.writeEndArray();
            }
        }

        private void file(Attachment attachment) {
            ArchivedFile file = attachment.file();
            out.writeStartObject();
            out.writeStringProperty("fileId", file.fileId().toString());
            out.writeNumberProperty("number", file.number());
            out.writeStringProperty("state", attachment.standing());
            if (attachment.isThere()) {
                out.writeStringProperty("name", Clean.surrogates(Objects.requireNonNull(file.name())));
                out.writeStringProperty("mediaType", Clean.surrogates(Objects.requireNonNull(file.mediaType())));
                out.writeNumberProperty("size", attachment.size());
                out.writeStringProperty("sha256", attachment.sha256());
                out.writeStringProperty("path", attachment.place());
            }
            out.writeEndObject();
        }

        private void words(Entry.Kept kept) {
            person("sender", kept.sender(), out);
            Words words = kept.words();
            if (words != null) {
                out.writeStringProperty("contentSha256", words.sha256());
                out.writeName("content");
                words.writeTo(out);
            }
        }

        @Override
        public void end() {
            out.close();
        }
    }
}
