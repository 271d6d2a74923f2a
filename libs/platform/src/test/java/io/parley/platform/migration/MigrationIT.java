package io.parley.platform.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.testing.TestDatabase;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationIT {

    private final TestDatabase database = TestDatabase.create("sample");

    @Test
    void migratesAsTheOwnerAndLeavesTheTablesToTheService() {
        migrate("parley_sample_owner");

        var service = JdbcClient.create(database.asService());
        assertThat(service.sql("SELECT count(*) FROM thing").query(Long.class).single())
                .isZero();
        assertThatThrownBy(() -> service.sql("DROP TABLE thing").update()).hasStackTraceContaining("must be owner");
    }

    @Test
    void severalAtOnceAreAsGoodAsOne() {
        IntStream.range(0, 3).parallel().forEach(_ -> migrate("parley_sample_owner"));

        assertThat(JdbcClient.create(database.asOwner())
                        .sql("SELECT count(*) FROM flyway_schema_history WHERE NOT success")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void failsWhereItMayNotMigrateInsteadOfEndingWell() {
        assertThatThrownBy(() -> migrate("parley_stranger")).hasStackTraceContaining("parley_stranger");
    }

    private void migrate(String owner) {
        Migration.run(
                "--spring.datasource.url=" + database.url(),
                "--spring.flyway.user=" + owner,
                "--spring.flyway.password=test",
                "--spring.flyway.connect-retries=0");
    }
}
