package io.parley.platform.keys;

import io.parley.platform.problem.DomainException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Which life a data key follows (architecture §3). Archive keys end at other times than message keys.
public enum KeyPurpose {
    MESSAGE,
    FILE,
    ARCHIVE,
    /// The region's key for search tokens; owned by nobody.
    INDEX;

    private static final Set<KeyPurpose> STORES = Set.of(MESSAGE, FILE, ARCHIVE);

    /// @throws IllegalArgumentException for an unknown code
    public static KeyPurpose of(String code) {
        return STORES.stream()
                .filter(store -> store.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("store: " + code));
    }

    /// The stores that a request names.
    ///
    /// @param field for the problem
    public static Set<KeyPurpose> stores(String field, Collection<String> codes) {
        try {
            return codes.stream().map(KeyPurpose::of).collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid(field, "message, file or archive");
        }
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
