package io.parley.archive.feed;

import io.parley.archive.feed.FeedEntry.Recall;
import io.parley.archive.feed.FeedEntry.Version;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A record with the field names that are known from WeCom's message archiving. The names are the same and the people,
/// rooms and times are Parley's; see docs/feed.md for what differs.
@Component
class WecomForm implements RecordForm {

    static final String NAME = "parley-feed-wecom/v1";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> MEDIA = Set.of("file", "image", "voice", "video");
    private static final String MESSAGE_TYPE = "msgtype";
    private static final String BEFORE = "pre_msgid";
    /// Before the names of what WeCom does not have.
    private static final String OWN = "parley_";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte[] write(OpenEntry entry, List<FeedBases.Party> parties) {
        ObjectNode out = JSON.createObjectNode();
        out.put("msgid", entry.recordId().toString());
        switch (entry.entry()) {
            case Version version -> {
                head(out, "send", version, version.sender().value(), parties);
                body(out, version, entry.words());
            }
            case Recall recall -> {
                head(
                        out,
                        "recall",
                        recall,
                        recall.origin() == null ? null : recall.origin().sender(),
                        parties);
                out.put(MESSAGE_TYPE, "revoke");
                out.putObject("revoke").put(BEFORE, before(recall));
            }
        }
        return JSON.writeValueAsBytes(out);
    }

    private static void head(
            ObjectNode out, String action, FeedEntry.Kept entry, @Nullable UUID from, List<FeedBases.Party> parties) {
        out.put("action", action);
        out.put("from", from == null ? "" : from.toString());
        var to = out.putArray("tolist");
        parties.stream()
                .map(FeedBases.Party::person)
                .filter(person -> !person.equals(from))
                .forEach(person -> to.add(person.toString()));
        out.put("roomid", entry.place().conversation().toString());
        out.put("msgtime", entry.place().acceptedAt().toEpochMilli());
    }

    private static void body(ObjectNode out, Version version, OpenEntry.@Nullable Words words) {
        JsonNode content = tree(words);
        if (!version.type().isMessage()) {
            about(out, version, content);
            return;
        }
        String type = version.contentType();
        if (type.equals("text")) {
            out.put(MESSAGE_TYPE, type);
            out.putObject("text").put("content", content.path("text").asString(""));
        } else if (out.has(type) || type.equals(MESSAGE_TYPE) || type.startsWith(OWN)) {
            // The sender chooses the type, and must not take the place of another field with it.
            out.put(MESSAGE_TYPE, OWN + "other");
            out.set(OWN + "other", object(content));
        } else {
            out.put(MESSAGE_TYPE, type);
            out.set(type, media(type, object(content), content));
        }
        if (version.type().equals(FeedEntry.Type.EDIT)) {
            out.putObject(OWN + "edit").put(BEFORE, before(version));
        }
    }

    /// A reaction or a title: WeCom's archive has no such thing.
    private static void about(ObjectNode out, Version version, JsonNode content) {
        String type = OWN + version.type().code().replace('-', '_');
        out.put(MESSAGE_TYPE, type);
        ObjectNode object = object(content);
        if (version.type().isReaction()) {
            object.put(BEFORE, before(version));
        }
        out.set(type, object);
    }

    private static ObjectNode media(String type, ObjectNode object, JsonNode content) {
        if (MEDIA.contains(type)) {
            object.put("sdkfileid", content.path("fileId").asString(""));
        }
        return object;
    }

    private static ObjectNode object(JsonNode content) {
        return content instanceof ObjectNode sent ? sent.deepCopy() : wrapped(content);
    }

    private static ObjectNode wrapped(JsonNode content) {
        ObjectNode object = JSON.createObjectNode();
        object.set("content", content);
        return object;
    }

    /// The id under which the first version came; the message's own when that is not in the archive.
    private static String before(FeedEntry.Kept entry) {
        return (entry.origin() == null ? entry.message() : entry.origin().record()).toString();
    }

    private static JsonNode tree(OpenEntry.@Nullable Words words) {
        if (words == null) {
            return JSON.getNodeFactory().missingNode();
        }
        try {
            return JSON.readTree(words.content());
        } catch (JacksonException notJson) {
            return JSON.getNodeFactory().binaryNode(words.content());
        }
    }
}
