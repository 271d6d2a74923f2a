package io.parley.message.file;

import io.parley.platform.store.ObjectStore;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plain bytes of a run of parts, from any place; one part is open at a time. For one thread.
final class PlainFile implements Closeable {

    private final ObjectStore store;
    private final FileCipher cipher;
    private final List<Part> parts;
    private final String use;
    private int at = -1;
    private @Nullable SeekableByteChannel plain;
    private long position;

    private PlainFile(ObjectStore store, FileCipher cipher, List<Part> parts, String use) {
        this.store = store;
        this.cipher = cipher;
        this.parts = List.copyOf(parts);
        this.use = use;
    }

    /// @param parts in order and without gaps
    static PlainFile of(ObjectStore store, FileCipher cipher, List<Part> parts) {
        return new PlainFile(store, cipher, parts, "");
    }

    static PlainFile thumbnail(ObjectStore store, FileCipher cipher, Part part) {
        return new PlainFile(store, cipher, List.of(part), Thumbnails.USE);
    }

    long size() {
        return parts.isEmpty() ? 0 : parts.getLast().end();
    }

    long position() {
        return position;
    }

    void position(long wanted) {
        position = wanted;
    }

    /// @return how many bytes came, at least one; -1 at the end
    int read(ByteBuffer into) throws IOException {
        if (position >= size()) {
            return -1;
        }
        SeekableByteChannel channel = at(position);
        Part part = parts.get(at);
        channel.position(position - part.start());
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + part.end() - position));
        try {
            int count = channel.read(into);
            if (count < 0) {
                throw new EOFException("part: shorter than its row says");
            }
            position += count;
            return count;
        } finally {
            into.limit(limit);
        }
    }

    private SeekableByteChannel at(long wanted) throws IOException {
        int index = at;
        if (index < 0
                || wanted < parts.get(index).start()
                || wanted >= parts.get(index).end()) {
            index = indexOf(wanted);
        }
        SeekableByteChannel already = plain;
        if (already != null && index == at) {
            return already;
        }
        close();
        SeekableByteChannel fresh = open(parts.get(index));
        plain = fresh;
        at = index;
        return fresh;
    }

    private int indexOf(long wanted) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (parts.get(middle).start() <= wanted) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private SeekableByteChannel open(Part part) throws IOException {
        SeekableByteChannel sealed = store.open(part.object(), cipher.sealedBytes(part.bytes()));
        return cipher.decrypting(sealed, use.isEmpty() ? FileCipher.part(part.start()) : use);
    }

    @Override
    public void close() throws IOException {
        SeekableByteChannel open = plain;
        plain = null;
        at = -1;
        if (open != null) {
            open.close();
        }
    }
}
