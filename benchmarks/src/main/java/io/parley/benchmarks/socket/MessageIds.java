package io.parley.benchmarks.socket;

/// Message ids (UUIDv7) that say who sent the message and as which of theirs, so that a receiver needs no map to know
/// what it got. 22 random bits tell this run from others.
public final class MessageIds {

    private static final int NUMBER_BITS = 24;
    private static final int SENDER_BITS = 16;
    private static final int RUN_BITS = 22;
    private static final long VARIANT = 0b10L << 62;
    private static final long VERSION = 0x7000;

    public static final int MAX_SENDERS = 1 << SENDER_BITS;
    public static final long MAX_NUMBER = (1L << NUMBER_BITS) - 1;

    private final long run;

    public MessageIds(long random) {
        this.run = random & ((1L << RUN_BITS) - 1);
    }

    public static long high(long epochMilli) {
        return epochMilli << 16 | VERSION;
    }

    public long low(int sender, long number) {
        if (sender >= MAX_SENDERS || number > MAX_NUMBER) {
            throw new IllegalArgumentException("message " + number + " of sender " + sender + " (expected: at most "
                    + MAX_NUMBER + " of " + MAX_SENDERS + ")");
        }
        return VARIANT | run << (SENDER_BITS + NUMBER_BITS) | (long) sender << NUMBER_BITS | number;
    }

    public boolean isMine(Id id) {
        return (id.low() ^ VARIANT) >>> (SENDER_BITS + NUMBER_BITS) == run;
    }

    public static int sender(Id id) {
        return (int) (id.low() >>> NUMBER_BITS) & (MAX_SENDERS - 1);
    }

    public static long number(Id id) {
        return id.low() & MAX_NUMBER;
    }
}
