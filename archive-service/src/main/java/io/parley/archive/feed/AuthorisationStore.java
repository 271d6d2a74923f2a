package io.parley.archive.feed;

import static java.time.ZoneOffset.UTC;

import io.parley.archive.officer.Act;
import io.parley.contracts.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The append-only tables `feed_authorisation` and `feed_authorisation_step`.
@Repository
class AuthorisationStore {

    private static final String SELECT = "SELECT a.*, s.* FROM feed_authorisation a "
            + Act.STEPS.formatted("authorisation_id", "feed_authorisation_step");

    private final JdbcClient jdbc;

    AuthorisationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(FeedAuthorisation authorisation) {
        jdbc.sql("""
                INSERT INTO feed_authorisation (authorisation_id, client_id, recipient, purpose, case_ref, ground,
                                                expires_at, requested_by, requested_at)
                VALUES (:id, :client, :recipient, :purpose, :caseRef, :ground, :expires, :by, :at)""")
                .param("id", authorisation.id().value())
                .param("client", authorisation.clientId())
                .param("recipient", authorisation.recipient())
                .param("purpose", authorisation.purpose().code())
                .param("caseRef", authorisation.caseRef())
                .param("ground", authorisation.ground())
                .param("expires", authorisation.expiresAt().atOffset(UTC))
                .param("by", authorisation.requestedBy().value())
                .param("at", authorisation.requestedAt().atOffset(UTC))
                .update();
    }

    void take(FeedAuthorisation.Id authorisation, FeedStep step, Act act) {
        act.insert(jdbc, "feed_authorisation_step", "authorisation_id", authorisation.value(), step);
    }

    /// Locks its steps until the transaction ends.
    Optional<FeedAuthorisation> locked(UUID id) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('feed_step'), hashtext(:id))")
                .param("id", id.toString())
                .query(rs -> {});
        return find(id);
    }

    Optional<FeedAuthorisation> find(UUID id) {
        return jdbc.sql(SELECT + "WHERE authorisation_id = :id")
                .param("id", id)
                .query(AuthorisationStore::authorisation)
                .optional();
    }

    /// Ascending by id.
    List<FeedAuthorisation> page(UUID after, int limit) {
        return jdbc.sql(SELECT + "WHERE authorisation_id > :after ORDER BY authorisation_id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query(AuthorisationStore::authorisation)
                .list();
    }

    /// The newest first.
    List<FeedAuthorisation> ofClient(String clientId) {
        return jdbc.sql(SELECT + "WHERE client_id = :client ORDER BY authorisation_id DESC")
                .param("client", clientId)
                .query(AuthorisationStore::authorisation)
                .list();
    }

    private static FeedAuthorisation authorisation(ResultSet row, int number) throws SQLException {
        return new FeedAuthorisation(
                new FeedAuthorisation.Id(row.getObject("authorisation_id", UUID.class)),
                row.getString("client_id"),
                row.getString("recipient"),
                FeedPurpose.of(row.getString("purpose")),
                row.getString("case_ref"),
                row.getString("ground"),
                row.getTimestamp("expires_at").toInstant(),
                new PersonId(row.getObject("requested_by", UUID.class)),
                row.getTimestamp("requested_at").toInstant(),
                Act.read(row, FeedStep::of));
    }
}
