package io.parley.archive.seal;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// What a walk along a conversation's chain found. `intact` is true when every decision still hashes to the link that
/// was sealed, no archived content is lost, and the last link is the head.
///
/// @param checked how many decisions were looked at
/// @param purged how many of them retention destroyed: their links were taken as they were sealed; absent: none
/// @param head the last link, hexadecimal: it stands for all of them
/// @param receipts how many marks of receipts were looked at; absent: none
/// @param brokenAt the sequence number of the first decision that is not as it was sealed; null when none is
/// @param problem `entry-changed`, `record-lost`, `seal-changed`, `head-changed`, `receipt-changed` or `receipt-lost`;
/// null
///     when intact
@JsonInclude(JsonInclude.Include.NON_NULL)
record Integrity(
        boolean intact,
        long checked,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long purged,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long receipts,
        String head,
        @Nullable Long brokenAt,
        @Nullable String problem) {}
