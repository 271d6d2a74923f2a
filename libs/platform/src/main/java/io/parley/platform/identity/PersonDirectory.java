package io.parley.platform.identity;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonState;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.problem.DomainException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// This service's view of the people registry, fed by the compacted topic of consent-service.
///
/// Until the topic was read once to its end, every question fails as unavailable: an unknown person must mean
/// "not registered", never "not read yet".
public final class PersonDirectory {

    private final Map<PersonId, Person> byId = new ConcurrentHashMap<>();
    private final Map<String, PersonId> byUserName = new ConcurrentHashMap<>();
    private final Map<SignIn, PersonId> bySignIn = new ConcurrentHashMap<>();
    private final List<Consumer<Person>> listeners = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<PersonId, SignIn>> partings = new CopyOnWriteArrayList<>();
    private final DeadLetters deadLetters;
    private BooleanSupplier complete = () -> false;

    PersonDirectory(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    void completeWhen(BooleanSupplier caughtUp) {
        complete = caughtUp;
    }

    public Optional<Person> find(PersonId id) {
        requireComplete();
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<Person> findByUserName(String userName) {
        requireComplete();
        return Optional.ofNullable(byUserName.get(folded(userName))).map(byId::get);
    }

    /// Who this account was linked to. Not whose name it bears.
    Optional<Person> findBySignIn(SignIn signIn) {
        requireComplete();
        return Optional.ofNullable(bySignIn.get(signIn)).map(byId::get);
    }

    public Collection<Person> all() {
        requireComplete();
        return List.copyOf(byId.values());
    }

    /// Called on the reading thread for each change; an erased person comes as inactive. Must not block.
    public void onChange(Consumer<Person> listener) {
        listeners.add(listener);
    }

    /// Called on the reading thread for each account that is the person no more. Must not block.
    public void onParting(BiConsumer<PersonId, SignIn> listener) {
        partings.add(listener);
    }

    private void requireComplete() {
        if (!complete.getAsBoolean()) {
            throw DomainException.unavailable("the people registry", null);
        }
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> records) {
        records.forEach(this::apply);
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                forget(new PersonId(Ids.uuid(record.key())));
            } else {
                put(Person.of(PersonState.parseFrom(record.value())));
            }
        } catch (InvalidProtocolBufferException | IllegalArgumentException unreadable) {
            deadLetters.park(record, unreadable);
        }
    }

    private void put(Person person) {
        Person known = byId.get(person.id());
        if (known != null && known.version() >= person.version()) {
            return;
        }
        byId.put(person.id(), person);
        list(person);
        if (known != null) {
            unlistWhatChanged(known, person);
        }
        listeners.forEach(listener -> listener.accept(person));
    }

    private void list(Person person) {
        if (!person.deleted()) {
            byUserName.put(folded(person.userName()), person.id());
        }
        person.signIns().forEach(signIn -> bySignIn.put(signIn, person.id()));
    }

    /// After the new is listed, so that nobody is unknown in between.
    private void unlistWhatChanged(Person before, Person after) {
        if (after.deleted() || !folded(before.userName()).equals(folded(after.userName()))) {
            byUserName.remove(folded(before.userName()), before.id());
        }
        before.signIns().stream()
                .filter(signIn -> !after.signIns().contains(signIn))
                .forEach(signIn -> part(before.id(), signIn));
    }

    private void part(PersonId person, SignIn signIn) {
        bySignIn.remove(signIn, person);
        partings.forEach(listener -> listener.accept(person, signIn));
    }

    /// What another has taken over meanwhile stays theirs.
    private void unlist(Person person) {
        byUserName.remove(folded(person.userName()), person.id());
        person.signIns().forEach(signIn -> bySignIn.remove(signIn, person.id()));
    }

    private static String folded(String userName) {
        return userName.toLowerCase(Locale.ROOT);
    }

    private void forget(PersonId id) {
        Person known = byId.remove(id);
        if (known != null) {
            unlist(known);
            listeners.forEach(listener -> listener.accept(known.erased()));
        }
    }
}
