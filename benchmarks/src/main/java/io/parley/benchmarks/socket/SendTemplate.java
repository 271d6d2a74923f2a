package io.parley.benchmarks.socket;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// The `send` frames of one sender: all bytes but the message id stay as they are.
public final class SendTemplate {

    private static final String PLACE = "00000000-0000-7000-8000-000000000000";

    private final byte[] frame;
    private final int place;

    public SendTemplate(UUID conversation, String text) {
        String json = "{\"type\":\"send\",\"messageId\":\"" + PLACE + "\",\"conversationId\":\"" + conversation
                + "\",\"content\":{\"type\":\"text\",\"text\":"
                + JsonMapper.shared().writeValueAsString(text) + "}}";
        this.frame = ClientFrames.text(json);
        int header = frame.length - json.getBytes(StandardCharsets.UTF_8).length;
        this.place = header + json.indexOf(PLACE);
    }

    /// The same array each time; it must be copied out before the next call.
    public byte[] with(long high, long low) {
        Id.write(high, low, frame, place);
        return frame;
    }
}
