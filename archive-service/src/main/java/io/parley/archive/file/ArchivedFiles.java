package io.parley.archive.file;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.parley.archive.search.Excerpt;
import io.parley.contracts.KeyId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.store.ObjectCipher;
import io.parley.platform.store.ObjectStore;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The files of archived versions, for those who have seen to it that they may be shown.
@Component
public class ArchivedFiles {

    private final FileShelf shelf;
    private final FileWords words;
    private final DataKeys keys;
    private final ObjectStore store;

    ArchivedFiles(FileShelf shelf, FileWords words, DataKeys keys, ObjectStore store) {
        this.shelf = shelf;
        this.words = words;
        this.keys = keys;
        this.store = store;
    }

    /// By version, in their order; versions without files are not in it.
    public Map<UUID, List<ArchivedFile>> of(Collection<UUID> records) {
        return records.isEmpty() ? Map.of() : open(shelf.of(records));
    }

    /// The same as a connection of the caller's sees it, for example a snapshot.
    public Map<UUID, List<ArchivedFile>> of(JdbcOperations seenBy, Collection<UUID> records) {
        return records.isEmpty() ? Map.of() : open(FileShelf.of(JdbcClient.create(seenBy), records));
    }

    private Map<UUID, List<ArchivedFile>> open(Map<UUID, List<ShelvedFile>> found) {
        Set<KeyId> ids = found.values().stream()
                .flatMap(List::stream)
                .map(file -> file.named().key())
                .collect(toSet());
        Map<KeyId, DataKey> there = ids.isEmpty() ? Map.of() : keys.lookup(ids);
        return found.entrySet().stream()
                .collect(toMap(
                        Map.Entry::getKey,
                        version -> version.getValue().stream()
                                .map(file -> shown(file, there.get(file.named().key())))
                                .toList()));
    }

    /// @param key null: destroyed
    static ArchivedFile shown(ShelvedFile file, @Nullable DataKey key) {
        ShelvedFile.Decided decided = file.decided();
        ShelvedFile.Copy copy = file.copy();
        FileState state = copy != null && key == null ? FileState.ERASED : file.state();
        UUID id = file.named().file().value();
        if (copy == null || key == null || decided == null) {
            String reason = decided == null || decided.reason().isEmpty() ? null : decided.reason();
            return new ArchivedFile(id, file.named().number(), state, reason, null, null, null, null);
        }
        AboutFile about = FileVault.of(key, file.named()).about(copy.about());
        return new ArchivedFile(
                id,
                file.named().number(),
                state,
                null,
                about.name(),
                about.mediaType(),
                decided.size(),
                about.sha256(),
                words(file),
                null,
                null);
    }

    private static ArchivedFile.Words words(ShelvedFile file) {
        ShelvedFile.Reading reading = file.reading();
        if (reading == null) {
            return new ArchivedFile.Words("pending", null);
        }
        String state = reading.truncated() ? "truncated" : reading.outcome();
        return new ArchivedFile.Words(state, reading.reason());
    }

    /// Of these versions' files those that have the phrase, and where.
    ///
    /// @param forms of the phrase under each index key in use
    public Map<UUID, Map<UUID, Excerpt>> matching(Collection<UUID> records, List<long[]> forms, String phrase) {
        return records.isEmpty() || forms.isEmpty() ? Map.of() : words.matching(records, forms, phrase);
    }

    /// Indexes some files anew that lie under an older key; in the caller's transaction.
    ///
    /// @return how many; zero: none is left
    public int reindex(int most) {
        return words.reindex(most);
    }

    /// How many files of a conversation are in which state, by its code or by why there is none; the empty one:
    /// archived.
    public Map<String, Long> states(UUID conversation) {
        return shelf.states(conversation);
    }

    /// The plain bytes of a copy, and what proves them. Empty: there is none, or its key was destroyed.
    public Optional<OpenFile> open(UUID record, UUID fileId) {
        return shelf.of(List.of(record)).getOrDefault(record, List.of()).stream()
                .filter(file -> file.named().file().value().equals(fileId))
                .findFirst()
                .flatMap(this::open);
    }

    private Optional<OpenFile> open(ShelvedFile file) {
        DataKey key = keys.lookup(List.of(file.named().key())).get(file.named().key());
        ShelvedFile.Copy copy = file.copy();
        ShelvedFile.Decided decided = file.decided();
        return copy == null || decided == null || key == null
                ? Optional.empty()
                : Optional.of(opened(file, copy, decided.size(), key));
    }

    private OpenFile opened(ShelvedFile file, ShelvedFile.Copy copy, long size, DataKey key) {
        FileVault vault = FileVault.of(key, file.named());
        ObjectCipher cipher = vault.cipher(copy.wrappedSecret());
        return new OpenFile(shown(file, key), vault.salt(), () -> bytes(copy, size, vault, cipher));
    }

    private java.io.InputStream bytes(ShelvedFile.Copy copy, long size, FileVault vault, ObjectCipher cipher)
            throws IOException {
        var sealed = store.open(copy.object(), cipher.sealedBytes(size));
        return java.nio.channels.Channels.newInputStream(cipher.decrypting(sealed, vault.bytes()));
    }
}
