package io.parley.gateway.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Server frames in their final bytes (RFC 6455 §5.2). They carry no mask, so one buffer serves every socket.
final class WireFrames {

    private static final int FIN_TEXT = 0x81;
    private static final int FIN_PING = 0x89;
    private static final int SHORT = 125;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int HEADER_BYTES = 10;

    private WireFrames() {}

    static ByteBuf text(ByteBufAllocator buffers, byte[] json) {
        ByteBuf frame = buffers.directBuffer(json.length + HEADER_BYTES);
        frame.writeByte(FIN_TEXT);
        if (json.length <= SHORT) {
            frame.writeByte(json.length);
        } else if (json.length <= 0xFFFF) {
            frame.writeByte(LENGTH_16).writeShort(json.length);
        } else {
            frame.writeByte(LENGTH_64).writeLong(json.length);
        }
        return frame.writeBytes(json);
    }

    static ByteBuf ping(ByteBufAllocator buffers) {
        return buffers.directBuffer(2).writeByte(FIN_PING).writeByte(0);
    }
}
