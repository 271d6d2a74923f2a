package io.parley.message.account;

import io.parley.platform.accounts.AccountsApi;
import io.parley.platform.accounts.AccountsApi.Account;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AcceptedAccounts {

    private static final String CONVERSATIONS = """
            SELECT conversation_id FROM conversation WHERE conversation_id > ? ORDER BY conversation_id LIMIT ?
            """;
    private static final String ACCOUNTS = """
            SELECT conversation_id, count(*), %s FROM
                (SELECT conversation_id, seq, accepted_at_ms AS ms FROM message
                 WHERE conversation_id > ? AND conversation_id <= ? AND accepted_at_ms <= ?) AS settled
            GROUP BY conversation_id ORDER BY conversation_id
            """.formatted(AccountsApi.CHECKSUM);

    private final JdbcClient jdbc;

    AcceptedAccounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<UUID> conversations(UUID after, int limit) {
        return jdbc.sql(CONVERSATIONS)
                .params(after, limit)
                .query((rs, n) -> rs.getObject(1, UUID.class))
                .list();
    }

    /// Of the conversations in `(after, last]` that have any fact until then.
    List<Account> accounts(UUID after, UUID last, long until) {
        return jdbc.sql(ACCOUNTS)
                .params(after, last, until)
                .query((rs, n) -> new Account(rs.getObject(1, UUID.class), rs.getLong(2), rs.getLong(3)))
                .list();
    }
}
