package io.parley.archive.feed;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The evidence of decisions: who was there, and on which ground it was archived for each.
@Repository
class FeedBases {

    private final JdbcClient jdbc;

    FeedBases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param carrier the answer, or the legal obligation, that carries the ground
    record Party(
            UUID person,
            String ground,
            @Nullable UUID noticeId,
            int noticeVersion,
            @Nullable UUID carrier) {}

    /// By the names of the evidence, ascending by person.
    Map<String, List<Party>> parties(Collection<String> sets) {
        return jdbc
                .sql("""
                SELECT encode(set_id, 'hex'), person_id, ground, notice_id, notice_version, answer_id
                FROM basis_set_party WHERE set_id = ANY (:sets) ORDER BY set_id, person_id""")
                .param("sets", new SqlArrayValue("bytea", (Object[])
                        sets.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new)))
                .query((row, n) -> Map.entry(
                        row.getString(1),
                        new Party(
                                row.getObject(2, UUID.class),
                                row.getString(3),
                                row.getObject(4, UUID.class),
                                row.getInt(5),
                                row.getObject(6, UUID.class))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }
}
