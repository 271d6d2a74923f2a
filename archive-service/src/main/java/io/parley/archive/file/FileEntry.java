package io.parley.archive.file;

import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What is sealed about one file, as lines of text that anybody can hash again: the form of a decision's entry, so that
/// the same check works for both. Not chained: a file is had when it is had, and its version is chained.
///
/// @param commitment null: there is no copy
record FileEntry(NamedFile file, String outcome, String reason, Instant at, long size, byte @Nullable [] commitment) {

    private static final String FORM = "parley-archive-file/v1";

    String text() {
        return String.join(
                "\n",
                FORM,
                file.conversation().toString(),
                Long.toString(file.seq()),
                outcome,
                reason,
                Long.toString(at.toEpochMilli()),
                "file",
                file.file().toString(),
                Integer.toString(file.number()),
                file.record().toString(),
                file.sender().toString(),
                commitment == null ? "" : HexFormat.of().formatHex(commitment),
                file.region(),
                Long.toString(size));
    }
}
