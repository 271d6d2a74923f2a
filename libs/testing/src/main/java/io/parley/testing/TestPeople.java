package io.parley.testing;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.PersonState;
import io.parley.contracts.event.SignIn;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Puts people on the registry's topic, as consent-service does, linked to their accounts at the test issuer.
public final class TestPeople {

    private static final AtomicLong VERSION = new AtomicLong();

    private TestPeople() {}

    public static PersonId employee(String userName) {
        return register(PersonId.next(), userName, PersonKind.EMPLOYEE, "eu", true);
    }

    public static PersonId guest(String userName) {
        return register(PersonId.next(), userName, PersonKind.GUEST, "eu", true);
    }

    public static PersonId register(PersonId id, String userName, PersonKind kind, String region, boolean active) {
        send(state(id, userName, kind, region).setActive(active).build());
        return id;
    }

    /// Moves somebody into another department, where another language is read.
    public static void move(PersonId id, String userName, PersonKind kind, UUID group, String language) {
        send(state(id, userName, kind, "eu")
                .setActive(true)
                .addGroupIds(Ids.bytes(group))
                .addLanguages(language)
                .build());
    }

    private static PersonState.Builder state(PersonId id, String userName, PersonKind kind, String region) {
        return PersonState.newBuilder()
                .setPersonId(id.bytes())
                .setUserName(userName)
                .setDisplayName(userName)
                .setKind(kind)
                .setRegion(region)
                .setVersion(VERSION.incrementAndGet())
                .addSignIns(SignIn.newBuilder()
                        .setIssuer(TestIssuer.shared().issuer())
                        .setSubject(TestIssuer.subject(userName)));
    }

    private static void send(PersonState state) {
        send(Topics.PERSON, state.getPersonId().toByteArray(), state.toByteArray());
    }

    /// Any record on any topic, acknowledged.
    public static void send(String topic, byte[] key, byte[] value) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", Stores.shared().kafka()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(topic + ": record not taken", failed);
        }
    }
}
