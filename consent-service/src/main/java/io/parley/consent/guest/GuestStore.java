package io.parley.consent.guest;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class GuestStore {

    private final JdbcClient jdbc;

    GuestStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Invitation(PersonId guest, PersonId inviter, Instant invitedAt) {}

    void insert(PersonId guest, PersonId inviter, Instant at) {
        jdbc.sql("INSERT INTO invitation (person_id, inviter_id, invited_at) VALUES (:guest, :inviter, :at)")
                .param("guest", guest.value())
                .param("inviter", inviter.value())
                .param("at", at.atOffset(UTC))
                .update();
    }

    Optional<PersonId> inviter(PersonId guest) {
        return jdbc.sql("SELECT inviter_id FROM invitation WHERE person_id = :guest")
                .param("guest", guest.value())
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .optional();
    }

    /// Ascending by the guest's id.
    ///
    /// @param inviter empty: everybody's guests
    List<Invitation> page(Optional<PersonId> inviter, UUID after, int limit) {
        return jdbc.sql("""
                SELECT person_id, inviter_id, invited_at FROM invitation
                WHERE person_id > :after AND (CAST(:inviter AS uuid) IS NULL OR inviter_id = :inviter)
                ORDER BY person_id LIMIT :limit""")
                .param("after", after)
                .param("inviter", inviter.map(PersonId::value).orElse(null))
                .param("limit", limit)
                .query((row, number) -> new Invitation(
                        new PersonId(row.getObject(1, UUID.class)),
                        new PersonId(row.getObject(2, UUID.class)),
                        row.getTimestamp(3).toInstant()))
                .list();
    }

    Optional<Invitation> find(PersonId guest) {
        return jdbc.sql("SELECT person_id, inviter_id, invited_at FROM invitation WHERE person_id = :guest")
                .param("guest", guest.value())
                .query((row, number) -> new Invitation(
                        guest,
                        new PersonId(row.getObject(2, UUID.class)),
                        row.getTimestamp(3).toInstant()))
                .optional();
    }

    List<PersonId> expired(Instant now, int limit) {
        return jdbc.sql(
                        "SELECT person_id FROM person WHERE active AND expires_at <= :now ORDER BY expires_at LIMIT :limit")
                .param("now", now.atOffset(UTC))
                .param("limit", limit)
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
    }
}
