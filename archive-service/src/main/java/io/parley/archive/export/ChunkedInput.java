package io.parley.archive.export;

import java.io.InputStream;
import java.util.Optional;
import java.util.function.IntFunction;

/// Pieces, one after the other until there is none, as one stream.
final class ChunkedInput extends InputStream {

    private final IntFunction<Optional<byte[]>> pieces;
    private byte[] piece = new byte[0];
    private int position;
    private int number;

    ChunkedInput(IntFunction<Optional<byte[]>> pieces) {
        this.pieces = pieces;
    }

    @Override
    public int read() {
        return ensure() ? piece[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) {
        if (count == 0) {
            return 0;
        }
        if (!ensure()) {
            return -1;
        }
        int now = Math.min(count, piece.length - position);
        System.arraycopy(piece, position, into, from, now);
        position += now;
        return now;
    }

    private boolean ensure() {
        while (position == piece.length) {
            Optional<byte[]> next = pieces.apply(number);
            if (next.isEmpty()) {
                return false;
            }
            piece = next.get();
            position = 0;
            number++;
        }
        return true;
    }
}
