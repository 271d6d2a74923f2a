package io.parley.archive.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Knows the length and the SHA-256 of what went through, once it is closed.
class MeasuredOutput extends FilterOutputStream {

    private final MessageDigest digest = Digests.sha256();
    private long size;

    MeasuredOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
        digest.update(bytes, from, count);
        size += count;
    }

    long size() {
        return size;
    }

    /// Ask once.
    byte[] sha256() {
        return digest.digest();
    }
}
