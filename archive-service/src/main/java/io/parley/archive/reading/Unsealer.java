package io.parley.archive.reading;

import io.parley.archive.file.ArchivedFile;
import io.parley.archive.file.ArchivedFiles;
import io.parley.archive.seal.Salt;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Opens sealed versions. Whoever's key was destroyed is erased: such versions are not there any more.
@Component
class Unsealer {

    private final DataKeys keys;
    private final ArchivedFiles files;
    private final JsonMapper json;

    Unsealer(DataKeys keys, ArchivedFiles files, JsonMapper json) {
        this.keys = keys;
        this.files = files;
        this.json = json;
    }

    List<OpenVersion> open(List<StoredVersion> sealed) {
        Set<KeyId> ids = sealed.stream().map(StoredVersion::key).collect(Collectors.toSet());
        Map<KeyId, DataKey> found = ids.isEmpty() ? Map.of() : keys.lookup(ids);
        Map<UUID, List<ArchivedFile>> named =
                files.of(sealed.stream().map(StoredVersion::recordId).toList());
        return sealed.stream()
                .filter(version -> found.containsKey(version.key()))
                .map(version -> open(version, found, named.getOrDefault(version.recordId(), List.of())))
                .toList();
    }

    private OpenVersion open(StoredVersion version, Map<KeyId, DataKey> found, List<ArchivedFile> named) {
        DataKey key = found.get(version.key());
        if (key == null) {
            throw new IllegalStateException("key " + version.key() + ": absent (expected: looked up)");
        }
        byte[] content =
                key.open(version.sealed(), ContentAad.of(version.recordId(), version.conversation(), version.region()));
        return new OpenVersion(version, content, json.readTree(content), Salt.of(key, version.recordId()), named);
    }
}
