package io.parley.benchmarks.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One WebSocket client connection (RFC 6455) that reads into a buffer shared by all, and keeps bytes of its own only
/// while a frame is half there. Everything happens on the loop.
public final class Wire extends ChannelInboundHandlerAdapter {

    private static final byte[] NOTHING = {};
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final byte[] opening;
    private final byte[] hello;
    private final Scratch scratch;
    private final SocketEvents events;
    private byte[] half = NOTHING;
    private boolean open;
    private boolean over;
    private @Nullable Channel channel;
    private String lastWord = "connection lost";

    /// @param opening the upgrade request
    /// @param hello the first frame
    Wire(byte[] opening, byte[] hello, Scratch scratch, SocketEvents events) {
        this.opening = opening;
        this.hello = hello;
        this.scratch = scratch;
        this.events = events;
    }

    /// What all wires of a loop read into.
    static final class Scratch {

        private byte[] bytes = new byte[1 << 16];
        private final ServerFrame frame = new ServerFrame();

        byte[] fit(int length) {
            if (bytes.length < length) {
                bytes = new byte[Math.max(length, 2 * bytes.length)];
            }
            return bytes;
        }
    }

    /// Takes the bytes over at once; they leave with the next [#flush()] or after what is being read now.
    public void write(byte[] frame) {
        if (channel != null) {
            ByteBuf buffer = channel.alloc().directBuffer(frame.length).writeBytes(frame);
            var _ = channel.write(buffer, channel.voidPromise());
        }
    }

    public void flush() {
        if (channel != null) {
            channel.flush();
        }
    }

    /// Breaks the connection off, as a lost network would.
    public void drop() {
        end("dropped by this client");
        if (channel != null) {
            var _ = channel.close();
        }
    }

    void failed(Throwable cause) {
        end(cause.getClass().getSimpleName());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        channel = context.channel();
        write(opening);
        flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            int length = half.length + read.readableBytes();
            byte[] bytes = scratch.fit(length);
            System.arraycopy(half, 0, bytes, 0, half.length);
            read.readBytes(bytes, half.length, read.readableBytes());
            int used = understand(bytes, length, System.nanoTime());
            half = used == length ? NOTHING : Arrays.copyOfRange(bytes, used, length);
        } finally {
            read.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(lastWord);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lastWord = cause.getClass().getSimpleName() + ": " + cause.getMessage();
        var _ = context.close();
    }

    private int understand(byte[] bytes, int length, long nanos) {
        int at = open ? 0 : answered(bytes, length);
        while (open && !over) {
            int next = frame(bytes, at, length, nanos);
            if (next < 0) {
                break;
            }
            at = next;
        }
        return at;
    }

    /// The answer to the upgrade request: 101 or the reason against it.
    private int answered(byte[] bytes, int length) {
        String answer = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return 0;
        }
        if (answer.startsWith("HTTP/1.1 101 ")) {
            open = true;
            write(hello);
            return end + 4;
        }
        end("refused: " + answer.substring("HTTP/1.1 ".length(), Math.min(end, "HTTP/1.1 200".length())));
        if (channel != null) {
            var _ = channel.close();
        }
        return length;
    }

    /// @return where the next frame begins, negative when this one is not all there
    private int frame(byte[] bytes, int at, int length, long nanos) {
        int header = at + 2 > length ? Integer.MAX_VALUE : header(bytes[at + 1]);
        if (header == Integer.MAX_VALUE || at + header > length) {
            return -1;
        }
        int from = at + header;
        long payload = payload(bytes, at, header);
        if (from + payload > length) {
            return -1;
        }
        int to = (int) (from + payload);
        handle(bytes, bytes[at] & 0xFF, from, to, nanos);
        return to;
    }

    private static int header(byte second) {
        return switch (second & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private static long payload(byte[] bytes, int at, int header) {
        if (header == 2) {
            return bytes[at + 1] & 0x7F;
        }
        long length = 0;
        for (int i = at + 2; i < at + header; i++) {
            length = length << 8 | bytes[i] & 0xFF;
        }
        return length;
    }

    private void handle(byte[] bytes, int first, int from, int to, long nanos) {
        switch (first) {
            case 0x80 | TEXT -> {
                scratch.frame.read(bytes, from, to);
                events.frame(this, scratch.frame, nanos);
            }
            case 0x80 | PING -> write(ClientFrames.pong(Arrays.copyOfRange(bytes, from, to)));
            case 0x80 | CLOSE ->
                lastWord = "closed: " + (to - from < 2 ? 1005 : (bytes[from] & 0xFF) << 8 | bytes[from + 1] & 0xFF);
            default ->
                throw new IllegalArgumentException(
                        "frame: 0x" + Integer.toHexString(first) + " (expected: whole text)");
        }
    }

    private void end(String why) {
        if (!over) {
            over = true;
            events.closed(this, why);
        }
    }
}
