package io.parley.archive.reconcile;

import io.parley.platform.accounts.AccountsApi.Account;
import java.util.List;

/// What one reconciliation saw so far.
record Tally(long conversations, long facts, long differences) {

    static final Tally NOTHING = new Tally(0, 0, 0);

    Tally plus(List<Account> accepted, List<Difference> found) {
        return new Tally(
                conversations + accepted.size(),
                facts + accepted.stream().mapToLong(Account::facts).sum(),
                differences + found.size());
    }
}
