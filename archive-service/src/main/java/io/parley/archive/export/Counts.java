package io.parley.archive.export;

import io.parley.contracts.ConversationId;
import java.util.Map;

/// What was found of one conversation, beside what the archive's account says of it.
record Counts(
        ConversationId conversation,
        Snapshot.Account account,
        long messages,
        long edits,
        long erased,
        long recalls,
        long reactions,
        long titles,
        long receipts) {

    long found() {
        return versions() + erased + recalls + reactions + titles;
    }

    long versions() {
        return messages + edits;
    }

    Map<String, Long> withheld() {
        return account.withheld();
    }
}
