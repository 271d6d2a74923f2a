package io.parley.benchmarks.socket;

import java.util.Arrays;
import java.util.UUID;

/// A UUID that can be filled again. Ids are compared and taken apart for every frame, so they are two numbers.
public final class Id {

    private static final int TEXT_LENGTH = 36;
    private static final byte[] DIGITS = digits();
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private long high;
    private long low;

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public boolean is(UUID other) {
        return high == other.getMostSignificantBits() && low == other.getLeastSignificantBits();
    }

    void clear() {
        high = 0;
        low = 0;
    }

    void read(byte[] bytes, int from, int to) {
        if (to - from != TEXT_LENGTH) {
            throw new IllegalArgumentException("id.length: " + (to - from) + " (expected: " + TEXT_LENGTH + ")");
        }
        high = hex(bytes, from, 8) << 32 | hex(bytes, from + 9, 4) << 16 | hex(bytes, from + 14, 4);
        low = hex(bytes, from + 19, 4) << 48 | hex(bytes, from + 24, 12);
    }

    private static long hex(byte[] bytes, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            value = value << 4 | DIGITS[bytes[i] & 0x7F];
        }
        return value;
    }

    /// Writes the usual 36 characters.
    static void write(long high, long low, byte[] target, int from) {
        hex(high >>> 32, 8, target, from);
        target[from + 8] = '-';
        hex(high >>> 16, 4, target, from + 9);
        target[from + 13] = '-';
        hex(high, 4, target, from + 14);
        target[from + 18] = '-';
        hex(low >>> 48, 4, target, from + 19);
        target[from + 23] = '-';
        hex(low, 12, target, from + 24);
    }

    private static void hex(long value, int length, byte[] target, int from) {
        for (int i = 0; i < length; i++) {
            target[from + i] = HEX[(int) (value >>> 4 * (length - 1 - i)) & 0xF];
        }
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) 0);
        for (int i = 0; i < 16; i++) {
            digits["0123456789abcdef".charAt(i)] = (byte) i;
            digits["0123456789ABCDEF".charAt(i)] = (byte) i;
        }
        return digits;
    }

    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }
}
