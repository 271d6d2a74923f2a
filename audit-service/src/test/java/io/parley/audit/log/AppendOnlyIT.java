package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class AppendOnlyIT {

    private static final LogFixture FIXTURE = LogFixture.opened();

    static {
        FIXTURE.append(LogFixture.submissions(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE log_entry SET commitment = sha256('x')",
                "DELETE FROM log_entry",
                "TRUNCATE log_entry CASCADE",
                "UPDATE log_tile SET root = sha256('x')",
                "DELETE FROM log_tile",
                "TRUNCATE log_tile",
                "UPDATE log_checkpoint SET note = 'x'",
                "DELETE FROM log_checkpoint",
                "TRUNCATE log_checkpoint CASCADE",
                "UPDATE log_cosignature SET line = line",
                "DELETE FROM log_cosignature",
                "TRUNCATE log_cosignature",
                "UPDATE event SET body = 'x'",
                "TRUNCATE event"
            })
    void neitherTheServiceNorTheOwnerOfTheTablesCanChangeTheLog(String statement) {
        assertThatThrownBy(() -> FIXTURE.asService().sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> FIXTURE.asOwner().sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("refused (expected: INSERT only)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE log_entry DISABLE TRIGGER ALL",
                "DROP TABLE event",
                "DROP FUNCTION refuse_change CASCADE"
            })
    void theServiceCannotRemoveTheGuards(String statement) {
        assertThatThrownBy(() -> FIXTURE.asService().sql(statement).update())
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .hasMessageContaining("must be owner");
    }

    @Test
    void aBodyCanBeErased() {
        assertThat(FIXTURE.asService().sql("DELETE FROM event").update()).isZero();
    }
}
