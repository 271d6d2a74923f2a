package io.parley.audit.witness;

import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The right to go to the witnesses, by the database's clock. Two that went at the same time would do no harm: they
/// would only ask twice.
@Repository
class WitnessLease {

    private static final String TAKE = """
            UPDATE witness_lease SET holder = :holder, held_until = clock_timestamp() + :lease * interval '1 millisecond'
            WHERE holder = :holder OR held_until IS NULL OR held_until < clock_timestamp()""";

    private final UUID holder = UUID.randomUUID();
    private final JdbcClient jdbc;

    WitnessLease(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Also renews it.
    boolean take(Duration lease) {
        return jdbc.sql(TAKE)
                        .param("holder", holder)
                        .param("lease", lease.toMillis())
                        .update()
                == 1;
    }

    void release() {
        jdbc.sql("UPDATE witness_lease SET holder = NULL, held_until = NULL WHERE holder = ?")
                .param(holder)
                .update();
    }
}
