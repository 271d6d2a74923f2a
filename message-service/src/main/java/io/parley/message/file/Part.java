package io.parley.message.file;

import io.parley.platform.store.ObjectId;

/// A run of a file's bytes, encrypted as one object.
///
/// @param start of its first byte in the file
record Part(long start, long bytes, ObjectId object) {

    long end() {
        return start + bytes;
    }
}
