package io.parley.message.file;

import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.store.ObjectCipher;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Each file has a key of its own, wrapped by its owner's data key: with that one destroyed, no file of theirs opens,
/// and nobody learns its name.
@Component
class FileKeys {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String KEY = "key";
    private static final String ABOUT = "about";

    private final DataKeys keys;
    private final JsonMapper json;
    private final String region;

    FileKeys(DataKeys keys, JsonMapper json, ParleyProperties parley) {
        this.keys = keys;
        this.json = json;
        this.region = parley.region();
    }

    StoredFile.Wrapping wrap(FileId file, PersonId owner, About about) {
        byte[] secret = new byte[ObjectCipher.SECRET_BYTES];
        RANDOM.nextBytes(secret);
        DataKey key = keys.current(owner, KeyPurpose.FILE);
        return new StoredFile.Wrapping(
                key.id(), key.seal(secret, FileCipher.bound(file, KEY, region)), seal(key, file, about));
    }

    byte[] reseal(StoredFile file, About about) {
        return seal(key(file), file.id(), about);
    }

    /// False: the owner's key was destroyed.
    boolean areThereFor(StoredFile file) {
        return !keys.lookup(List.of(file.wrapping().keyId())).isEmpty();
    }

    FileCipher cipher(StoredFile file) {
        byte[] bound = FileCipher.bound(file.id(), KEY, region);
        return new FileCipher(file.id(), region, key(file).open(file.wrapping().wrappedKey(), bound));
    }

    About about(StoredFile file) {
        byte[] bound = FileCipher.bound(file.id(), ABOUT, region);
        return json.readValue(key(file).open(file.wrapping().about(), bound), About.class);
    }

    private byte[] seal(DataKey key, FileId file, About about) {
        return key.seal(json.writeValueAsBytes(about), FileCipher.bound(file, ABOUT, region));
    }

    /// A file whose key was destroyed is gone, whatever still lies in the store.
    private DataKey key(StoredFile file) {
        DataKey key = keys.lookup(List.of(file.wrapping().keyId()))
                .get(file.wrapping().keyId());
        if (key == null) {
            throw DomainException.notFound("file");
        }
        return key;
    }
}
