package io.parley.message.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.imageio.stream.ImageInputStreamImpl;

/// Lets image readers seek in an encrypted file instead of taking it into memory.
final class PlainImageInput extends ImageInputStreamImpl {

    private static final int BUFFER = 1 << 13;

    private final PlainFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long bufferStart;

    PlainImageInput(PlainFile file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        bitOffset = 0;
        if (!fill()) {
            return -1;
        }
        streamPos++;
        return buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        bitOffset = 0;
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        streamPos += count;
        return count;
    }

    private boolean fill() throws IOException {
        long within = streamPos - bufferStart;
        if (within >= 0 && within < buffer.limit()) {
            buffer.position((int) within);
            return true;
        }
        buffer.clear();
        file.position(streamPos);
        int count = file.read(buffer);
        bufferStart = streamPos;
        buffer.position(0).limit(Math.max(count, 0));
        return count > 0;
    }

    @Override
    public long length() {
        return file.size();
    }
}
