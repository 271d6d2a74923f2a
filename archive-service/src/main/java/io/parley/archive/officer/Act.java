package io.parley.archive.officer;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.Coded;
import io.parley.contracts.PersonId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A step that somebody took, and what they said to it.
public record Act(PersonId by, Instant at, @Nullable String comment) {

    /// The steps of something, for [#read], to be joined by its id: from a table with `step, actor, at, comment`.
    public static final String STEPS = """
            LEFT JOIN (
                SELECT %1$s AS of, array_agg(step) AS steps, array_agg(actor) AS actors, array_agg(at) AS times,
                       array_agg(comment) AS comments
                FROM %2$s GROUP BY %1$s) s ON s.of = %1$s
            """;

    public static <S extends Enum<S>> SortedMap<S, Act> read(ResultSet row, Function<String, S> step)
            throws SQLException {
        SortedMap<S, Act> acts = new TreeMap<>();
        @Nullable Array taken = row.getArray("steps");
        if (taken != null) {
            String[] steps = (String[]) taken.getArray();
            UUID[] actors = (UUID[]) row.getArray("actors").getArray();
            Timestamp[] times = (Timestamp[]) row.getArray("times").getArray();
            @Nullable String[] comments = (String[]) row.getArray("comments").getArray();
            for (int i = 0; i < steps.length; i++) {
                acts.put(step.apply(steps[i]), new Act(new PersonId(actors[i]), times[i].toInstant(), comments[i]));
            }
        }
        return acts;
    }

    /// @param table with the columns of [#STEPS]
    /// @param id what the step is of, in that column
    public void insert(JdbcClient jdbc, String table, String column, UUID id, Coded step) {
        jdbc.sql("INSERT INTO %s (%s, step, actor, at, comment) VALUES (?, ?, ?, ?, ?)".formatted(table, column))
                .param(id)
                .param(step.code())
                .param(by.value())
                .param(at.atOffset(UTC))
                .param(comment)
                .update();
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
