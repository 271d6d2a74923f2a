package io.parley.consent.key;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// The key-encryption key in use, and the one before it. Without a usable one the service does not start: it could
/// neither make keys nor open any.
@Component
class KeyEncryptionKeys {

    private final KeyEncryptionKey current;
    private final Optional<KeyEncryptionKey> previous;

    @org.springframework.beans.factory.annotation.Autowired
    KeyEncryptionKeys(KekProperties properties) {
        this(
                KeyEncryptionKey.at(properties.uri(), properties.vault()),
                Optional.ofNullable(properties.previousUri()).map(uri -> KeyEncryptionKey.at(uri, properties.vault())));
    }

    KeyEncryptionKeys(KeyEncryptionKey current, Optional<KeyEncryptionKey> previous) {
        this.current = current;
        this.previous = previous;
    }

    KeyEncryptionKey current() {
        return current;
    }

    Optional<KeyEncryptionKey> at(URI uri) {
        return Stream.concat(Stream.of(current), previous.stream())
                .filter(kek -> kek.uri().equals(uri))
                .findFirst();
    }
}
