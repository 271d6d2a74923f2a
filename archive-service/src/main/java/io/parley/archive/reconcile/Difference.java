package io.parley.archive.reconcile;

import io.parley.platform.accounts.AccountsApi.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A conversation whose two accounts differ.
///
/// @param kind `missing`: the archive accounts for fewer facts; `surplus`: for more; `altered`: for as many, but with
///     other numbers or times
/// @param accepted facts that message-service accepted
/// @param accounted facts that the archive decided about
record Difference(UUID conversationId, String kind, long accepted, long accounted) {

    /// @param theirs message-service's accounts
    /// @param ours the archive's, of the same conversations
    static List<Difference> between(List<Account> theirs, List<Account> ours) {
        Map<UUID, Account> left = new LinkedHashMap<>();
        ours.forEach(account -> left.put(account.conversationId(), account));
        List<Difference> found = new ArrayList<>();
        for (Account accepted : theirs) {
            add(found, accepted.conversationId(), accepted, left.remove(accepted.conversationId()));
        }
        left.forEach((conversation, accounted) -> add(found, conversation, null, accounted));
        return found;
    }

    private static void add(
            List<Difference> found, UUID conversation, @Nullable Account accepted, @Nullable Account accounted) {
        if (accepted == null || !accepted.equals(accounted)) {
            long theirs = accepted == null ? 0 : accepted.facts();
            long ours = accounted == null ? 0 : accounted.facts();
            found.add(new Difference(conversation, kind(Long.compare(ours, theirs)), theirs, ours));
        }
    }

    private static String kind(int ours) {
        return switch (ours) {
            case -1 -> "missing";
            case 0 -> "altered";
            default -> "surplus";
        };
    }
}
