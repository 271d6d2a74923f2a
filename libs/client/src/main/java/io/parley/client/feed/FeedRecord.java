package io.parley.client.feed;

import io.parley.client.proof.ProofException;
import io.parley.client.proof.RecordProof;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record in clear. `docs/feed.md` names its fields; `json` has all of them, also those of a newer server.
public final class FeedRecord {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final byte[] bytes;
    private final JsonNode json;

    FeedRecord(byte[] bytes) {
        this.bytes = bytes.clone();
        this.json = JSON.readTree(bytes);
    }

    /// The record byte by byte, fit to be kept.
    public byte[] bytes() {
        return bytes.clone();
    }

    public JsonNode json() {
        return json;
    }

    public long seq() {
        return json.path("seq").asLong();
    }

    /// `message`, `edit`, `recall`, or one of a newer server.
    public String type() {
        return text("type");
    }

    public String recordId() {
        return text("recordId");
    }

    public String conversationId() {
        return text("conversationId");
    }

    public long conversationSeq() {
        return json.path("conversationSeq").asLong();
    }

    public String messageId() {
        return text("messageId");
    }

    /// Empty for the recall of what the archive does not have.
    public String authorId() {
        return json.path("author").path("personId").asString("");
    }

    public Instant acceptedAt() {
        return Instant.ofEpochMilli(json.path("acceptedAtMs").asLong());
    }

    public String contentType() {
        return text("contentType");
    }

    public JsonNode content() {
        return json.path("content");
    }

    /// Throws [ProofException] unless the content is what the archive committed to; a recall has none. That the
    /// commitment
    /// is sealed in the audit log, a [RecordProof] shows.
    public void verifyContent() {
        byte[] content = contentBytes();
        JsonNode proof = json.path("proof");
        if (content != null) {
            byte[] salt = Base64.getDecoder().decode(proof.path("salt").asString(""));
            String found = HexFormat.of().formatHex(RecordProof.commitment(salt, content));
            if (!found.equals(proof.path("commitment").asString(""))) {
                throw new ProofException("feed number " + seq() + ": content is not what was committed to");
            }
        }
    }

    /// The content byte by byte as it was archived; null when there is none.
    public byte @Nullable [] contentBytes() {
        if (json.has("contentBase64")) {
            return Base64.getDecoder().decode(text("contentBase64"));
        }
        try (JsonParser in = JSON.createParser(bytes)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean here = in.currentName().equals("content");
                in.nextToken();
                int start = (int) in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                in.finishToken();
                if (here) {
                    return Arrays.copyOfRange(
                            bytes, start, (int) in.currentLocation().getByteOffset());
                }
            }
            return null;
        }
    }

    private String text(String field) {
        return json.path(field).asString("");
    }

    @Override
    public String toString() {
        return "FeedRecord[" + seq() + "]";
    }
}
