package io.parley.archive.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.platform.keys.DataKey;
import io.parley.platform.store.ObjectCipher;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// What belongs to one copied file, under its author's archive key: everything opens only as this file of this version
/// in
/// this region.
final class FileVault {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DataKey key;
    private final UUID record;
    private final FileId file;
    private final String region;

    FileVault(DataKey key, UUID record, FileId file, String region) {
        this.key = key;
        this.record = record;
        this.file = file;
        this.region = region;
    }

    static FileVault of(DataKey key, NamedFile file) {
        return new FileVault(key, file.record(), file.file(), file.region());
    }

    static byte[] newSecret() {
        byte[] secret = new byte[ObjectCipher.SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    byte[] wrap(byte[] secret) {
        return key.seal(secret, bound("key"));
    }

    ObjectCipher cipher(byte[] wrappedSecret) {
        return new ObjectCipher(key.open(wrappedSecret, bound("key")));
    }

    byte[] bytes() {
        return bound("bytes");
    }

    byte[] seal(AboutFile about) {
        return key.seal(JSON.writeValueAsBytes(about), bound("about"));
    }

    AboutFile about(byte[] sealed) {
        return JSON.readValue(key.open(sealed, bound("about")), AboutFile.class);
    }

    byte[] sealText(byte[] text) {
        return key.seal(text, bound("text"));
    }

    byte[] openText(byte[] sealed) {
        return key.open(sealed, bound("text"));
    }

    /// What keeps the commitment from being guessed; gone with the key.
    byte[] salt() {
        return key.fingerprint(bound("salt"));
    }

    private byte[] bound(String use) {
        byte[] rest = ("archived file " + use + "\n" + region).getBytes(UTF_8);
        return ByteBuffer.allocate(32 + rest.length)
                .put(Ids.array(record))
                .put(Ids.array(file.value()))
                .put(rest)
                .array();
    }
}
