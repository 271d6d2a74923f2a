package io.parley.benchmarks.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/// Whole client frames, header and mask included (RFC 6455 §5.2). The mask key is zero: legal, and masking with it
/// changes nothing.
public final class ClientFrames {

    private static final int FIN_TEXT = 0x81;
    private static final int FIN_PONG = 0x8A;
    private static final int MASKED = 0x80;
    private static final int SHORT = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int LONGEST_HEADER = 14;

    private ClientFrames() {}

    public static byte[] text(String json) {
        return frame(FIN_TEXT, json.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] pong(byte[] payload) {
        return frame(FIN_PONG, payload);
    }

    public static byte[] hello(String device, Map<UUID, Long> cursors) {
        StringBuilder known = new StringBuilder();
        cursors.forEach((conversation, seq) -> known.append(known.isEmpty() ? "" : ",")
                .append('"')
                .append(conversation)
                .append("\":")
                .append(seq));
        return text("{\"type\":\"hello\",\"deviceId\":\"" + device + "\",\"cursors\":{" + known + "}}");
    }

    private static byte[] frame(int kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + LONGEST_HEADER);
        frame.put((byte) kind);
        if (payload.length <= SHORT) {
            frame.put((byte) (MASKED | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (MASKED | LENGTH_16)).putShort((short) payload.length);
        } else {
            frame.put((byte) (MASKED | LENGTH_64)).putLong(payload.length);
        }
        frame.putInt(0).put(payload);
        byte[] whole = new byte[frame.position()];
        frame.flip().get(whole);
        return whole;
    }
}
