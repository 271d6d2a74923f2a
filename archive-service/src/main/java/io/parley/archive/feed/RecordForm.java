package io.parley.archive.feed;

import java.util.List;

/// How a record is written down before it is encrypted.
interface RecordForm {

    /// Stands in the associated data, so that a record of one form never passes for one of another.
    String name();

    byte[] write(OpenEntry entry, List<FeedBases.Party> parties);
}
