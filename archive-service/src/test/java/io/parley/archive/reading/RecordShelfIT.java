package io.parley.archive.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.archive.grant.GrantScope;
import io.parley.archive.party.Places;
import io.parley.contracts.PersonId;
import io.parley.testing.TestDatabase;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

class RecordShelfIT {

    /// The driver prepares a statement after five uses, and after five of that PostgreSQL may plan it for any value.
    private static final int OFTEN = 20;

    @Test
    void aWordIsLookedUpByAPlanForIt() throws Exception {
        try (Connection connection =
                TestDatabase.migrated("archive").asService().getConnection()) {
            var one = new SingleConnectionDataSource(connection, true);
            var shelf = new RecordShelf(
                    new NamedParameterJdbcTemplate(one),
                    new TransactionTemplate(new DataSourceTransactionManager(one)));
            Condition asked = Condition.of(new GrantScope(
                            Set.of(PersonId.next()), Set.of(), Instant.parse("2020-01-01T00:00:00Z"), Instant.now()))
                    .tokens(List.of(new long[] {7}));
            var places = new Places(new UUID[] {UUID.randomUUID()}, new long[] {11});
            for (int n = 0; n < OFTEN; n++) {
                assertThat(shelf.candidates(asked, places, Position.START, 20)).isEmpty();
            }

            assertThat(new JdbcTemplate(one)
                            .queryForMap("SELECT generic_plans, custom_plans > 5 AS often FROM pg_prepared_statements"
                                    + " WHERE statement LIKE 'WITH found AS%'"))
                    .containsEntry("generic_plans", 0L)
                    .containsEntry("often", true);
        }
    }
}
