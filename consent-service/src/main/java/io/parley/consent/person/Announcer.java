package io.parley.consent.person;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PersonState;
import io.parley.contracts.event.SignIn;
import io.parley.platform.outbox.Outbox;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells all services what is true of a person now, in the transaction that made it so.
@Component
class Announcer {

    private final JdbcClient jdbc;
    private final Outbox outbox;

    Announcer(JdbcClient jdbc, Outbox outbox) {
        this.jdbc = jdbc;
        this.outbox = outbox;
    }

    void announce(Person person) {
        outbox.append(
                Topics.PERSON, Ids.array(person.id().value()), event(person).toByteArray());
    }

    /// Still waiting to be sent.
    boolean waits(PersonId person) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM outbox WHERE topic = :topic AND record_key = :key)")
                .param("topic", Topics.PERSON)
                .param("key", Ids.array(person.value()))
                .query(Boolean.class)
                .single();
    }

    private PersonState event(Person person) {
        Profile profile = person.profile();
        PersonState.Builder state = PersonState.newBuilder()
                .setPersonId(person.id().bytes())
                .setUserName(profile.userName())
                .setDisplayName(profile.displayName())
                .setKind(profile.kind().event())
                .setRegion(profile.region())
                .setActive(profile.active())
                .setVersion(person.revision())
                .setDeleted(person.deleted())
                .addAllLanguages(profile.languages());
        addTimes(state, person.stay());
        person.groups().forEach(group -> state.addGroupIds(Ids.bytes(group)));
        return state.addAllSignIns(signIns(person.id())).build();
    }

    private static void addTimes(PersonState.Builder state, Person.Stay stay) {
        if (stay.expiresAt() != null) {
            state.setExpiresAtMs(stay.expiresAt().toEpochMilli());
        }
        if (stay.leftAt() != null) {
            state.setLeftAtMs(stay.leftAt().toEpochMilli());
        }
    }

    private List<SignIn> signIns(PersonId person) {
        return jdbc.sql("SELECT issuer, subject FROM sign_in WHERE person_id = :person ORDER BY issuer")
                .param("person", person.value())
                .query((row, number) -> SignIn.newBuilder()
                        .setIssuer(row.getString(1))
                        .setSubject(row.getString(2))
                        .build())
                .list();
    }
}
