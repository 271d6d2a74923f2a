package io.parley.archive.feed;

import io.parley.archive.feed.FeedEntry.Place;
import io.parley.archive.feed.FeedEntry.Recall;
import io.parley.archive.feed.FeedEntry.Version;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.region.ParleyProperties;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.json.JsonMapper;

/// Parley's own form of a record: one JSON object. Readers ignore fields and hand on types that they do not know.
@Component
class ParleyForm implements RecordForm {

    static final String NAME = "parley-feed/v1";

    /// Beyond that it is asked for at `/v1/archive/records/{recordId}/basis`.
    private static final int MOST_PARTIES = 500;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final PersonDirectory people;
    private final String region;

    ParleyForm(PersonDirectory people, ParleyProperties parley) {
        this.people = people;
        this.region = parley.region();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte[] write(OpenEntry entry, List<FeedBases.Party> parties) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("form", NAME);
            switch (entry.entry()) {
                case Version version -> {
                    out.writeStringProperty("type", version.type().code());
                    head(out, entry);
                    version(out, version);
                }
                case Recall recall -> {
                    out.writeStringProperty("type", "recall");
                    head(out, entry);
                    recall(out, recall);
                }
            }
            basis(out, entry, parties);
            proof(out, entry);
            // Last, so that whoever streams knows what it belongs to.
            content(out, entry);
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void head(JsonGenerator out, OpenEntry entry) {
        Place place = entry.entry().place();
        out.writeNumberProperty("seq", entry.seq());
        out.writeStringProperty("recordId", entry.recordId().toString());
        out.writeStringProperty("region", region);
        out.writeStringProperty("conversationId", place.conversation().toString());
        out.writeNumberProperty("conversationSeq", place.number());
        out.writeStringProperty("messageId", entry.entry().message().toString());
        out.writeStringProperty("acceptedAt", place.acceptedAt().toString());
        out.writeNumberProperty("acceptedAtMs", place.acceptedAt().toEpochMilli());
    }

    private void version(JsonGenerator out, Version version) {
        author(out, version.sender());
        if (version.type().equals(FeedEntry.Type.EDIT)) {
            origin(out, "editOf", version);
        } else if (version.type().isReaction()) {
            origin(out, "reactionTo", version);
        }
        if (version.type().isMessage()) {
            out.writeStringProperty("contentType", version.contentType());
        }
    }

    /// A recall is its author's: of whom the archive knows by the message.
    private void recall(JsonGenerator out, Recall recall) {
        if (recall.origin() != null) {
            author(out, new PersonId(recall.origin().sender()));
        }
        origin(out, "recallOf", recall);
    }

    private static void origin(JsonGenerator out, String name, FeedEntry.Kept entry) {
        out.writeStringProperty(name, entry.message().toString());
        if (entry.origin() != null) {
            out.writeStringProperty("firstRecordId", entry.origin().record().toString());
        }
    }

    /// The id is for good, the names are the registry's of the day.
    private void author(JsonGenerator out, PersonId id) {
        out.writeObjectPropertyStart("author");
        out.writeStringProperty("personId", id.toString());
        people.find(id).filter(person -> !person.deleted()).ifPresent(person -> {
            out.writeStringProperty("userName", person.userName());
            out.writeStringProperty("displayName", person.displayName());
            out.writeStringProperty("kind", person.kind().name().toLowerCase(Locale.ROOT));
        });
        out.writeEndObject();
    }

    private static void basis(JsonGenerator out, OpenEntry entry, List<FeedBases.Party> parties) {
        out.writeObjectPropertyStart("basis");
        out.writeStringProperty("set", entry.entry().basisSet());
        out.writeStringProperty("decidedAt", entry.entry().place().decidedAt().toString());
        out.writeNumberProperty("partyCount", parties.size());
        if (parties.size() <= MOST_PARTIES) {
            out.writeArrayPropertyStart("parties");
            parties.forEach(party -> party(out, party));
            out.writeEndArray();
        }
        out.writeEndObject();
    }

    private static void party(JsonGenerator out, FeedBases.Party party) {
        out.writeStartObject();
        out.writeStringProperty("personId", party.person().toString());
        out.writeStringProperty("ground", party.ground());
        if (party.noticeId() != null) {
            out.writeStringProperty("noticeId", party.noticeId().toString());
            out.writeNumberProperty("noticeVersion", party.noticeVersion());
        }
        if (party.carrier() != null) {
            boolean obliged = party.ground().equals("legal-obligation");
            out.writeStringProperty(
                    obliged ? "obligationId" : "answerId", party.carrier().toString());
        }
        out.writeEndObject();
    }

    private static void proof(JsonGenerator out, OpenEntry entry) {
        Place place = entry.entry().place();
        out.writeObjectPropertyStart("proof");
        out.writeStringProperty("root", place.root());
        out.writeNumberProperty("leaf", place.leaf());
        out.writeStringProperty("eventId", place.event().toString());
        if (entry.entry() instanceof Version version && entry.words() != null) {
            out.writeStringProperty("commitment", HexFormat.of().formatHex(version.commitment()));
            out.writeStringProperty(
                    "salt", Base64.getEncoder().encodeToString(entry.words().salt()));
        }
        out.writeEndObject();
    }

    /// The very bytes that were archived, so that they open the commitment. What is no JSON stands in base64.
    private static void content(JsonGenerator out, OpenEntry entry) {
        if (entry.words() != null) {
            byte[] content = entry.words().content();
            if (isJson(content)) {
                out.writeName("content");
                out.writeRawValue(new String(content, StandardCharsets.UTF_8));
            } else {
                out.writeStringProperty("contentBase64", Base64.getEncoder().encodeToString(content));
            }
        }
    }

    private static boolean isJson(byte[] content) {
        try (JsonParser in = JSON.createParser(content)) {
            int tokens = 0;
            for (var token = in.nextToken(); token != null; token = in.nextToken()) {
                tokens++;
                in.finishToken();
            }
            return tokens > 0;
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
