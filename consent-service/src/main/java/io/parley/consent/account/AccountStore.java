package io.parley.consent.account;

import static java.time.ZoneOffset.UTC;

import io.parley.contracts.PersonId;
import io.parley.platform.identity.SignIn;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AccountStore {

    private final JdbcClient jdbc;

    AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Account(String issuer, String subject, Instant linkedAt) {}

    /// The lock keeps two first sign-ins as one person apart.
    Optional<PersonId> lockByUserName(String userName) {
        return jdbc.sql("SELECT person_id FROM person WHERE user_name = :name AND deleted_at IS NULL FOR NO KEY UPDATE")
                .param("name", userName.toLowerCase(Locale.ROOT))
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .optional();
    }

    /// Nobody when two people have the address: it does not tell them apart.
    Optional<PersonId> lockByEmail(String email) {
        List<PersonId> found = jdbc.sql("""
                SELECT person_id FROM person
                WHERE email_addresses(attributes) @> ARRAY[:email] AND jsonb_exists(attributes, 'emails')
                  AND deleted_at IS NULL FOR NO KEY UPDATE""")
                .param("email", email.toLowerCase(Locale.ROOT))
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .list();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    Optional<PersonId> holder(SignIn signIn) {
        return jdbc.sql("SELECT person_id FROM sign_in WHERE issuer = :issuer AND subject = :subject")
                .param("issuer", signIn.issuer())
                .param("subject", signIn.subject())
                .query((row, number) -> new PersonId(row.getObject(1, UUID.class)))
                .optional();
    }

    boolean hasSignInAt(PersonId person, String issuer) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM sign_in WHERE person_id = :person AND issuer = :issuer)")
                .param("person", person.value())
                .param("issuer", issuer)
                .query(Boolean.class)
                .single();
    }

    List<Account> of(PersonId person) {
        return jdbc.sql("SELECT issuer, subject, linked_at FROM sign_in WHERE person_id = :person ORDER BY issuer")
                .param("person", person.value())
                .query((row, number) -> new Account(
                        row.getString(1), row.getString(2), row.getTimestamp(3).toInstant()))
                .list();
    }

    /// @return false when another person's sign-in was faster
    boolean insert(SignIn signIn, PersonId person, Instant at) {
        return jdbc.sql("""
                        INSERT INTO sign_in (issuer, subject, person_id, linked_at)
                        VALUES (:issuer, :subject, :person, :at) ON CONFLICT (issuer, subject) DO NOTHING""")
                        .param("issuer", signIn.issuer())
                        .param("subject", signIn.subject())
                        .param("person", person.value())
                        .param("at", at.atOffset(UTC))
                        .update()
                > 0;
    }

    int delete(PersonId person, String issuer) {
        return jdbc.sql("DELETE FROM sign_in WHERE person_id = :person AND issuer = :issuer")
                .param("person", person.value())
                .param("issuer", issuer)
                .update();
    }
}
