package io.parley.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.PersonState;
import io.parley.platform.kafka.DeadLetters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

class PersonDirectoryTest {

    private final PersonDirectory directory = new PersonDirectory(new DeadLetters(
            new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(Map.of())), new SimpleMeterRegistry()));
    private final List<Person> told = new ArrayList<>();
    private final PersonId id = PersonId.next();

    @BeforeEach
    void begin() {
        directory.completeWhen(() -> true);
        directory.onChange(told::add);
    }

    @Test
    void tellsListenersThatAnErasedPersonIsInactiveAndSaysNothingElseOfThem() {
        apply(id, state(id, "Alice", 1));
        apply(id, null);
        assertThat(told).hasSize(2);
        Person erased = told.getLast();
        assertThat(erased.id()).isEqualTo(id);
        assertThat(erased.active()).isFalse();
        assertThat(erased.userName()).isEmpty();
        assertThat(directory.find(id)).isEmpty();
        assertThat(directory.findByUserName("alice")).isEmpty();
    }

    @Test
    void saysNothingOfAPersonItNeverKnew() {
        apply(id, null);
        assertThat(told).isEmpty();
    }

    @Test
    void forgetsAFormerNameHoweverItWasWritten() {
        apply(id, state(id, "Alice", 1));
        apply(id, state(id, "Alicia", 2));
        assertThat(directory.findByUserName("ALICIA")).isPresent();
        assertThat(directory.findByUserName("alice")).isEmpty();
    }

    @Test
    void keepsTheNameForThePersonWhoTookItOver() {
        PersonId other = PersonId.next();
        apply(id, state(id, "Alice", 1));
        apply(other, state(other, "alice", 2));
        apply(id, null);
        assertThat(directory.findByUserName("Alice"))
                .hasValueSatisfying(person -> assertThat(person.id()).isEqualTo(other));
    }

    @Test
    void tellsWhichAccountsAreThePersonNoMore() {
        SignIn first = new SignIn("https://issuer.example", "first");
        SignIn second = new SignIn("https://other.example", "second");
        List<SignIn> parted = new ArrayList<>();
        directory.onParting((person, account) -> parted.add(account));

        apply(id, state(id, "Alice", 1));
        apply(id, with(state(id, "Alice", 2), first, second));
        assertThat(parted).isEmpty();
        apply(id, with(state(id, "Alice", 3), second));

        assertThat(parted).containsExactly(first);
        assertThat(directory.findBySignIn(first)).isEmpty();
        assertThat(directory.findBySignIn(second)).isPresent();
    }

    private static PersonState with(PersonState state, SignIn... accounts) {
        PersonState.Builder linked = state.toBuilder();
        for (SignIn account : accounts) {
            linked.addSignIns(io.parley.contracts.event.SignIn.newBuilder()
                    .setIssuer(account.issuer())
                    .setSubject(account.subject()));
        }
        return linked.build();
    }

    private static PersonState state(PersonId person, String userName, long version) {
        return PersonState.newBuilder()
                .setPersonId(person.bytes())
                .setUserName(userName)
                .setKind(PersonKind.EMPLOYEE)
                .setRegion("eu")
                .setActive(true)
                .setVersion(version)
                .build();
    }

    private void apply(PersonId key, @Nullable PersonState state) {
        byte[] value = state == null ? null : state.toByteArray();
        directory.apply(
                List.of(new ConsumerRecord<>(Topics.PERSON, 0, 0, key.bytes().toByteArray(), value)));
    }
}
