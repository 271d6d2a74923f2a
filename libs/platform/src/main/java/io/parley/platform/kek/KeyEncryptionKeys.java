package io.parley.platform.kek;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/// The key-encryption key in use, and the one before it.
public record KeyEncryptionKeys(KeyEncryptionKey current, Optional<KeyEncryptionKey> previous) {

    /// @throws IllegalStateException when a URI names none that could be used
    static KeyEncryptionKeys of(KekProperties properties) {
        return new KeyEncryptionKeys(
                KeyEncryptionKey.at(properties.uri(), properties.vault()),
                Optional.ofNullable(properties.previousUri()).map(uri -> KeyEncryptionKey.at(uri, properties.vault())));
    }

    public Optional<KeyEncryptionKey> at(URI uri) {
        return Stream.concat(Stream.of(current), previous.stream())
                .filter(kek -> kek.uri().equals(uri))
                .findFirst();
    }
}
