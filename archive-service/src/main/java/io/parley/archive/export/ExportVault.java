package io.parley.archive.export;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Where built exports rest: as ciphertext under a secret of their own, which the requester's archive key seals. With
/// the requester's key destroyed, or that of anybody whose words are in it, an export is gone.
@Component
class ExportVault {

    static final String ZIP = "zip";
    static final String RECORDS = "records";
    private static final String SECRET = "secret";
    private static final int KEYS_AT_ONCE = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final ExportStore store;
    private final ExportChunks chunks;
    private final DataKeys keys;

    ExportVault(ExportStore store, ExportChunks chunks, DataKeys keys) {
        this.store = store;
        this.chunks = chunks;
        this.keys = keys;
    }

    /// A cipher for a build that begins; what earlier ones left behind goes.
    ExportCipher begin(Export build) {
        chunks.dropBefore(build.id(), build.attempt());
        byte[] secret = ExportCipher.newSecret();
        DataKey key = keys.current(build.requester(), KeyPurpose.ARCHIVE);
        if (!store.sealed(build, key, key.seal(secret, ExportCipher.bound(build, SECRET)))) {
            throw new SupersededException();
        }
        return new ExportCipher(build, secret);
    }

    InputStream open(Export ready) throws IOException {
        return cipher(ready).decrypting(chunks.reading(ready, ZIP), ZIP);
    }

    /// Whether every key still exists that was used.
    boolean whole(Export ready) {
        if (ready.wrapping() == null
                || keys.lookup(List.of(ready.wrapping().key())).isEmpty()) {
            return false;
        }
        UUID after = FIRST;
        while (true) {
            List<UUID> some = chunks.keysAfter(ready, after, KEYS_AT_ONCE);
            if (some.isEmpty()) {
                return true;
            }
            if (keys.lookup(some.stream().map(KeyId::new).toList()).size() < some.size()) {
                return false;
            }
            after = some.getLast();
        }
    }

    /// Whose words are in it.
    List<PersonId> authors(Export ready) {
        return chunks.authors(ready);
    }

    private ExportCipher cipher(Export ready) {
        Export.Wrapping wrapping = ready.wrapping();
        if (wrapping == null) {
            throw new IllegalStateException("export " + ready.id() + ": no secret (expected: that of a ready one)");
        }
        DataKey key = keys.lookup(List.of(wrapping.key())).get(wrapping.key());
        if (key == null) {
            throw new ExportFailure(ExportFailure.KEY_DESTROYED);
        }
        return new ExportCipher(ready, key.open(wrapping.secret(), ExportCipher.bound(ready, SECRET)));
    }

    /// Another build of the same export was begun meanwhile.
    static final class SupersededException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
