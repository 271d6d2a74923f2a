package io.parley.archive.seal;

import io.parley.contracts.Ids;
import io.parley.platform.keys.DataKey;
import java.util.UUID;

/// What keeps a commitment from being guessed. It comes from the author's archive key and is gone with it.
public final class Salt {

    private Salt() {}

    public static byte[] of(DataKey archiveKey, UUID recordId) {
        return archiveKey.fingerprint(Ids.array(recordId));
    }
}
