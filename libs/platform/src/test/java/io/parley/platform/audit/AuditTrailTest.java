package io.parley.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AuditChange;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.mock.web.MockHttpServletRequest;

/// With Kafka's own stand-in for a producer.
class AuditTrailTest {

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                /// The template closes what it is given after each answer; real factories give what outlives that.
                @Override
                public void close(Duration timeout) {}
            };
    private final AuditTrail trail = new AuditTrail(
            new KafkaTemplate<>(new ProducerFactory<byte[], byte[]>() {
                @Override
                public Producer<byte[], byte[]> createProducer() {
                    return kafka;
                }
            }),
            null,
            properties(),
            Clock.systemUTC());

    @Test
    void numbersWhatItSendsFromOneInOneStream() {
        for (int i = 0; i < 3; i++) {
            trail.send(AuditEvent.of(AuditAction.BASIS_READ));
        }

        assertThat(sent()).extracting(AuditRecorded::getNumber).containsExactly(1L, 2L, 3L);
        assertThat(sent())
                .extracting(AuditRecorded::getStream)
                .containsOnly(sent().getFirst().getStream());
    }

    @Test
    void failsClosedWhenTheEventIsNotDurable() {
        CompletableFuture<Void> answer =
                CompletableFuture.runAsync(() -> trail.recordNow(AuditEvent.of(AuditAction.ARCHIVE_VIEWED)));
        await().until(() -> !kafka.history().isEmpty());
        kafka.errorNext(new TimeoutException("down"));

        assertThatThrownBy(answer::join).rootCause().isInstanceOf(TimeoutException.class);
        assertThatThrownBy(answer::join).cause().isInstanceOf(DomainException.class);
    }

    /// A 403 that leaves has its event; without one the answer says what is wrong, and allows nothing either.
    @Test
    void refusesByAnOutageWhenTheRefusalIsNotDurable() {
        var refused = new DomainException(ErrorCode.FORBIDDEN, "not for you");
        var other = new DomainException(ErrorCode.CONFLICT, "not now");
        var recorder = new RefusalRecorder(trail);
        CompletableFuture<DomainException> lost =
                CompletableFuture.supplyAsync(() -> recorder.record(refused, new MockHttpServletRequest()));
        await().until(() -> kafka.history().size() == 1);
        kafka.errorNext(new TimeoutException("down"));
        CompletableFuture<DomainException> recorded =
                CompletableFuture.supplyAsync(() -> recorder.record(refused, new MockHttpServletRequest()));
        await().until(() -> kafka.history().size() == 2);
        kafka.completeNext();

        assertThat(lost.join().code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(recorded.join()).isSameAs(refused);
        assertThat(recorder.record(other, new MockHttpServletRequest())).isSameAs(other);
        assertThat(sent().get(1).getAction()).isEqualTo("access.refused");
    }

    /// Else the number would look like an event that was lost.
    @Test
    void givesTheNumberOfWhatCouldNotBeRecordedBackAsSoonAsItCan() {
        for (int i = 0; i < 3; i++) {
            trail.send(AuditEvent.of(AuditAction.ARCHIVE_VIEWED));
        }
        kafka.errorNext(new TimeoutException("down"));
        kafka.errorNext(new TimeoutException("down"));
        kafka.completeNext();

        await().until(() -> sent().size() == 5);
        List<AuditRecorded> voided = sent().subList(3, 5);
        assertThat(voided).extracting(AuditRecorded::getAction).containsOnly("audit.number-voided");
        assertThat(voided).extracting(AuditRecorded::getNumber).containsExactlyInAnyOrder(1L, 2L);
        assertThat(sent().stream()
                        .mapToLong(AuditRecorded::getNumber)
                        .distinct()
                        .sorted())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 3).boxed().toList());
    }

    @Test
    void namesEverybodyHoweverManyInRecordsThatTheLogTakes() {
        List<PersonId> people = Stream.generate(PersonId::next).limit(2500).toList();
        AuditEvent exported =
                AuditEvent.of(AuditAction.ARCHIVE_EXPORTED).affecting(people).caseRef("CASE-1");

        trail.send(exported);

        assertThat(sent())
                .extracting(AuditRecorded::getAction)
                .containsExactly("archive.exported", "audit.also-affected", "audit.also-affected");
        assertThat(sent()).extracting(AuditRecorded::getNumber).containsExactly(1L, 2L, 3L);
        assertThat(sent()).allMatch(event -> event.getSerializedSize() < 1 << 16);
        assertThat(sent()).extracting(AuditRecorded::getCaseRef).containsOnly("CASE-1");
        assertThat(sent().getLast().getDetailMap())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("event", exported.id().toString(), "action", "archive.exported"));
        assertThat(sent().stream().flatMap(event -> event.getAffectedList().stream()))
                .containsExactlyInAnyOrderElementsOf(
                        people.stream().map(PersonId::toString).toList());
    }

    @Test
    void tellsWhatChangedFromWhatToWhat() {
        PersonId guardian = PersonId.next();
        trail.send(AuditEvent.of(AuditAction.PERSON_CHANGED)
                .changed("displayName", "Alice", "Alice B.")
                .changed("guardian", null, guardian)
                .changed("kind", "guest", "guest")
                .changed("attributes", "{}", "x".repeat(100_000)));

        AuditRecorded sent = sent().getFirst();
        assertThat(sent.getChangesList())
                .extracting(
                        AuditChange::getField, AuditChange::hasBefore, AuditChange::getBefore, AuditChange::getAfter)
                .containsExactly(
                        tuple("displayName", true, "Alice", "Alice B."),
                        tuple("guardian", false, "", guardian.toString()),
                        tuple(
                                "attributes",
                                true,
                                "{}",
                                "sha-256:d69e68988157833272305aaf21f453c800346e8a3640db6578e260215542e5d4"));
    }

    @Test
    void tellsOfNoChangeThatTheCatalogueDoesNotName() {
        assertThatThrownBy(() -> AuditEvent.of(AuditAction.GRANT_APPROVED).changed("mood", "good", "bad"))
                .hasMessage("grant.approved.changes: mood (expected one of: [state, live])");
        assertThat(AuditEvent.of(AuditAction.PERSON_CHANGED)
                        .changed("displayName", "Alice", "Alice B.")
                        .toString())
                .doesNotContain("Alice");
    }

    private List<AuditRecorded> sent() {
        return kafka.history().stream().map(record -> parsed(record.value())).toList();
    }

    private static AuditRecorded parsed(byte[] value) {
        try {
            return AuditRecorded.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static ParleyProperties properties() {
        var source = new MapConfigurationPropertySource(Map.of(
                "parley.service", "archive", "parley.region", "eu", "parley.oidc.issuer", "http://localhost/issuer"));
        return new Binder(source).bind("parley", ParleyProperties.class).get();
    }
}
