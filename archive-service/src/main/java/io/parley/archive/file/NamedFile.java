package io.parley.archive.file;

import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.UUID;

/// A file that an archived version names.
///
/// @param number its place among the files of the version, from 1
/// @param key the author's archive key, under which the version is
public record NamedFile(
        UUID record,
        FileId file,
        int number,
        ConversationId conversation,
        long seq,
        PersonId sender,
        Instant acceptedAt,
        KeyId key,
        String region) {}
