package io.parley.archive.party;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import io.parley.archive.seal.Link;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Repository;

/// The archive's own table of who took part in which conversation.
@Repository
public class PartyBook {

    private static final String PARTIES_OF = """
            SELECT conversation_id, person_id, from_seq, to_seq FROM party WHERE conversation_id = ANY (?)
            """;
    private static final String KNOWN =
            "SELECT conversation_id, known_up_to, head FROM conversation WHERE conversation_id = ANY (?)";
    /// OFFSET keeps the planner from joining the whole history: there is rarely anything beyond, and it stands at the
    /// index's end.
    private static final String BEYOND_GAP = """
            SELECT d.conversation_id, d.seq FROM conversation c CROSS JOIN LATERAL (
                SELECT conversation_id, seq FROM disposition
                WHERE conversation_id = c.conversation_id AND seq > c.known_up_to OFFSET 0) d
            WHERE c.conversation_id = ANY (?)
            """;
    private static final String ADVANCE = """
            UPDATE conversation c SET known_up_to = n.known_up_to, head = n.head
            FROM unnest(?, ?, ?, ?) AS n (conversation_id, known_up_to, head, loaded_head)
            WHERE c.conversation_id = n.conversation_id AND c.head = n.loaded_head
            """;
    private static final String NEW = """
            INSERT INTO conversation (conversation_id, known_up_to) SELECT id, -1 FROM unnest(?) AS id ORDER BY id
            ON CONFLICT DO NOTHING
            """;
    private static final String BEGIN = """
            INSERT INTO party (conversation_id, person_id, from_seq, to_seq) SELECT * FROM unnest(?, ?, ?, ?)
            """;
    private static final String END = """
            UPDATE party p SET to_seq = n.to_seq FROM unnest(?, ?, ?, ?) AS n (conversation_id, person_id, from_seq, to_seq)
            WHERE p.conversation_id = n.conversation_id AND p.person_id = n.person_id AND p.from_seq = n.from_seq
            """;
    private static final String CURRENT = """
            SELECT person_id FROM party WHERE conversation_id = ? AND to_seq IS NULL
            """;
    private static final String GAP = """
            SELECT NOT EXISTS (SELECT FROM conversation WHERE conversation_id = ? AND known_up_to >= 0)
                OR EXISTS (SELECT FROM disposition d JOIN conversation c USING (conversation_id)
                           WHERE d.conversation_id = ? AND d.seq > c.known_up_to)
            """;

    private static final String AMONG = """
            SELECT DISTINCT conversation_id, person_id FROM party WHERE person_id = ANY (?) AND conversation_id = ANY (?)
            """;

    private static final String PLACES =
            "SELECT DISTINCT conversation_id, uuid_hash_extended(conversation_id, 0) FROM party WHERE person_id = ANY (?)";
    private static final String PLACES_GIVEN = "SELECT id, uuid_hash_extended(id, 0) FROM unnest(?) AS id";

    private final JdbcTemplate jdbc;

    PartyBook(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Map<ConversationId, Parties> load(Collection<ConversationId> conversations) {
        SqlArrayValue ids = ids(conversations);
        Map<ConversationId, Known> known = known(ids);
        Map<ConversationId, List<Stay>> stays = grouped(PARTIES_OF, PartyBook::stay, ids);
        Map<ConversationId, List<Long>> beyond = grouped(BEYOND_GAP, rs -> rs.getLong(2), ids);
        return conversations.stream()
                .distinct()
                .collect(toMap(
                        Function.identity(),
                        id -> new Parties(
                                id,
                                known.getOrDefault(id, Known.NOTHING),
                                stays.getOrDefault(id, List.of()),
                                beyond.getOrDefault(id, List.of()))));
    }

    /// Writes what changed since `load`, inside the caller's transaction.
    ///
    /// @throws OptimisticLockingFailureException when another instance took facts of one of these meanwhile
    public void save(Collection<Parties> changed) {
        List<Parties> all = changed.stream()
                .sorted(Comparator.comparing(parties -> parties.conversation().value()))
                .toList();
        jdbc.update(NEW, ids(all.stream().map(parties -> parties.conversation().value())));
        int advanced = jdbc.update(
                ADVANCE,
                ids(all.stream().map(parties -> parties.conversation().value())),
                longs(all, Parties::knownUpTo),
                links(all, Parties::head),
                links(all, Parties::loadedHead));
        if (advanced != all.size()) {
            throw new OptimisticLockingFailureException(
                    "conversations advanced: " + advanced + " (expected: " + all.size() + ")");
        }
        all.forEach(parties -> write(BEGIN, parties.conversation(), parties.begun()));
        all.forEach(parties -> write(END, parties.conversation(), parties.ended()));
    }

    public CurrentParties current(ConversationId conversation) {
        List<PersonId> members =
                jdbc.query(CURRENT, (rs, n) -> new PersonId(rs.getObject(1, UUID.class)), conversation.value());
        boolean gap = Boolean.TRUE.equals(
                jdbc.queryForObject(GAP, Boolean.class, conversation.value(), conversation.value()));
        return new CurrentParties(Set.copyOf(members), gap);
    }

    /// Which of these people ever took part in one of these conversations.
    public Set<PersonId> amongPartiesOf(Collection<ConversationId> conversations, Collection<PersonId> people) {
        return new HashSet<>(jdbc.query(
                AMONG, (rs, n) -> new PersonId(rs.getObject(2, UUID.class)), personIds(people), ids(conversations)));
    }

    /// These conversations; when there are none, those in which one of these people ever took part: nobody speaks in a
    /// conversation before joining it.
    public Places places(Collection<ConversationId> conversations, Collection<PersonId> people) {
        List<Map.Entry<UUID, Long>> found = conversations.isEmpty()
                ? jdbc.query(PLACES, PartyBook::place, personIds(people))
                : jdbc.query(PLACES_GIVEN, PartyBook::place, ids(conversations));
        return new Places(
                found.stream().map(Map.Entry::getKey).toArray(UUID[]::new),
                found.stream().mapToLong(Map.Entry::getValue).toArray());
    }

    /// In which of these conversations one of these people ever took part.
    public Set<ConversationId> withAnyOf(Collection<ConversationId> conversations, Collection<PersonId> people) {
        return new HashSet<>(jdbc.query(AMONG, (rs, n) -> conversation(rs), personIds(people), ids(conversations)));
    }

    /// In which of these conversations this person took part, or may have: in one that the archive has not heard of, or
    /// of which it lacks a fact, anybody may have been.
    public Set<ConversationId> mayInvolve(PersonId person, Collection<ConversationId> conversations) {
        SqlArrayValue ids = ids(conversations);
        Map<ConversationId, Known> known = known(ids);
        Set<ConversationId> may = withAnyOf(conversations, List.of(person));
        may.addAll(grouped(BEYOND_GAP, rs -> rs.getLong(2), ids).keySet());
        conversations.stream()
                .filter(conversation ->
                        known.getOrDefault(conversation, Known.NOTHING).upTo() < 0)
                .forEach(may::add);
        return may;
    }

    private Map<ConversationId, Known> known(SqlArrayValue ids) {
        return jdbc
                .query(
                        KNOWN,
                        (rs, n) -> Map.entry(conversation(rs), new Known(rs.getLong(2), new Link(rs.getBytes(3)))),
                        ids)
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private void write(String sql, ConversationId conversation, List<Stay> stays) {
        if (!stays.isEmpty()) {
            jdbc.update(
                    sql,
                    ids(stays.stream().map(stay -> conversation.value())),
                    ids(stays.stream().map(stay -> stay.person().value())),
                    longs(stays, Stay::fromSeq),
                    new SqlArrayValue("bigint", stays.stream().map(Stay::toSeq).toArray()));
        }
    }

    private <T> Map<ConversationId, List<T>> grouped(String sql, Row<T> row, SqlArrayValue ids) {
        return jdbc.query(sql, (rs, n) -> Map.entry(conversation(rs), row.read(rs)), ids).stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static ConversationId conversation(ResultSet rs) throws SQLException {
        return new ConversationId(rs.getObject(1, UUID.class));
    }

    private static Map.Entry<UUID, Long> place(ResultSet rs, int row) throws SQLException {
        return Map.entry(rs.getObject(1, UUID.class), rs.getLong(2));
    }

    private static Stay stay(ResultSet rs) throws SQLException {
        return new Stay(new PersonId(rs.getObject(2, UUID.class)), rs.getLong(3), rs.getObject(4, Long.class));
    }

    private static SqlArrayValue ids(Stream<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    private static SqlArrayValue ids(Collection<ConversationId> conversations) {
        return ids(conversations.stream().map(ConversationId::value));
    }

    private static SqlArrayValue personIds(Collection<PersonId> people) {
        return ids(people.stream().map(PersonId::value));
    }

    private static <T> SqlArrayValue longs(List<T> all, ToLongFunction<T> field) {
        return new SqlArrayValue("bigint", all.stream().mapToLong(field).boxed().toArray());
    }

    private static SqlArrayValue links(List<Parties> all, Function<Parties, Link> field) {
        return new SqlArrayValue("bytea", (Object[])
                all.stream().map(parties -> field.apply(parties).hash()).toArray(byte[][]::new));
    }

    private interface Row<T> {
        T read(ResultSet rs) throws SQLException;
    }
}
