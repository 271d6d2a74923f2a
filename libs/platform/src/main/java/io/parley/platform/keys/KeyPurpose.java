package io.parley.platform.keys;

/// Which life a data key follows (architecture §3). Archive keys end at other times than message keys.
public enum KeyPurpose {
    MESSAGE,
    FILE,
    ARCHIVE,
    /// The region's key for search tokens; owned by nobody.
    INDEX
}
