package io.parley.audit.log;

import java.security.SecureRandom;
import java.util.Base64;

/// The random part of a commitment. Without it a body cannot be guessed from its commitment, so erasing body and salt
/// together leaves nothing personal in the log.
public final class Salt {

    private static final int BYTES = 32;

    private final byte[] value;

    private Salt(byte[] value) {
        this.value = value;
    }

    static Salt random(SecureRandom random) {
        byte[] value = new byte[BYTES];
        random.nextBytes(value);
        return new Salt(value);
    }

    public byte[] bytes() {
        return value.clone();
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(value);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
