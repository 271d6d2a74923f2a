package io.parley.consent.basis;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.person.PersonKind;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which people must be decided anew, from when on, and how far that has come. Rows, so that it outlives a crash and
/// any instance can go on.
@Repository
class ReviewStore {

    private final JdbcClient jdbc;

    ReviewStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Review(long id, Set<Purpose> purposes, String[] kinds, String[] regions, UUID afterPerson) {}

    /// @param regions empty: every region
    void add(Collection<Purpose> purposes, Collection<PersonKind> kinds, Collection<String> regions, Instant dueAt) {
        jdbc.sql("""
                INSERT INTO basis_review (purposes, kinds, regions, due_at)
                VALUES (:purposes, :kinds, :regions, :due)""")
                .param("purposes", purposes.stream().map(Purpose::code).toArray(String[]::new))
                .param("kinds", kinds.stream().map(PersonKind::code).toArray(String[]::new))
                .param("regions", regions.toArray(String[]::new))
                .param("due", dueAt.atOffset(UTC))
                .update();
    }

    boolean isAnyDue(Instant now) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM basis_review WHERE done_at IS NULL AND due_at <= :now)")
                .param("now", now.atOffset(UTC))
                .query(Boolean.class)
                .single();
    }

    /// Locks the next one; another instance passes over it until the transaction ends.
    Optional<Review> nextDue(Instant now) {
        return jdbc.sql("""
                SELECT * FROM basis_review WHERE done_at IS NULL AND due_at <= :now
                ORDER BY due_at, review_id LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .param("now", now.atOffset(UTC))
                .query((row, number) -> new Review(
                        row.getLong("review_id"),
                        purposes(row.getArray("purposes")),
                        (String[]) row.getArray("kinds").getArray(),
                        (String[]) row.getArray("regions").getArray(),
                        row.getObject("after_person", UUID.class)))
                .optional();
    }

    /// The next people of the review, ascending by id.
    List<PersonId> people(Review review, int limit) {
        return jdbc.sql("""
                SELECT person_id FROM person
                WHERE person_id > :after AND kind = ANY (:kinds)
                  AND (cardinality(:regions::text[]) = 0 OR region = ANY (:regions))
                ORDER BY person_id LIMIT :limit""")
                .param("after", review.afterPerson())
                .param("kinds", review.kinds())
                .param("regions", review.regions())
                .param("limit", limit)
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
    }

    void goneUpTo(Review review, PersonId last) {
        jdbc.sql("UPDATE basis_review SET after_person = :last WHERE review_id = :id")
                .param("last", last.value())
                .param("id", review.id())
                .update();
    }

    void done(Review review, Instant at) {
        jdbc.sql("UPDATE basis_review SET done_at = :at WHERE review_id = :id")
                .param("at", at.atOffset(UTC))
                .param("id", review.id())
                .update();
    }

    private static Set<Purpose> purposes(Array array) throws SQLException {
        return Arrays.stream((String[]) array.getArray()).map(Purpose::of).collect(Collectors.toUnmodifiableSet());
    }
}
