package io.parley.message.purge;

import io.parley.message.file.FilePurge;
import io.parley.platform.retention.DestructionApi;
import io.parley.platform.retention.DestructionApi.Due;
import io.parley.platform.retention.DestructionApi.Question;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Asks which messages may go, and destroys these. Fails closed: while archive-service, which knows the policies and
/// the
/// holds, cannot be asked, nothing is destroyed. Its answer is a moment old when the transaction here ends; a hold that
/// is placed in that moment comes after the decision that archive-service wrote down.
@Service
class Purges {

    private final DestructionApi archive;
    private final Tombstones tombstones;
    private final FilePurge files;
    private final Telling telling;
    private final TransactionOperations transactions;
    private final Clock clock;

    Purges(
            DestructionApi archive,
            Tombstones tombstones,
            FilePurge files,
            Telling telling,
            TransactionOperations transactions,
            Clock clock) {
        this.archive = archive;
        this.tombstones = tombstones;
        this.files = files;
        this.telling = telling;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Whatever was destroyed before, or is allowed again, changes nothing more.
    void purge(List<Living> facts) {
        if (facts.isEmpty()) {
            return;
        }
        List<Due> due = archive.decide(
                        new Question(facts.stream().map(Living::item).toList()))
                .due();
        if (due.isEmpty()) {
            return;
        }
        transactions.executeWithoutResult(_ -> bury(due));
        files.sweep();
    }

    private void bury(List<Due> due) {
        List<PurgeRun> runs = tombstones.bury(due, clock.instant());
        if (!runs.isEmpty()) {
            files.forget(
                    due.stream().map(Due::conversationId).toList(),
                    due.stream().map(Due::seq).toList());
            telling.of(runs);
        }
    }
}
