package io.parley.gateway.notice;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MandatoryAnswer;
import io.parley.contracts.event.NoticeRecord;
import io.parley.platform.identity.Person;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who must answer something before they may write: this gateway's view of consent-service's topic. Asked for each
/// message, so it costs one look at an array while nothing is mandatory.
///
/// Until the topic was read once to its end nobody may write, and a record that cannot be read stops the view where it
/// is: both might hide a notice.
@Component
public final class MandatoryNotices {

    private static final MandatoryNotice[] NONE = {};

    private final PersonDirectory people;
    private final Clock clock;
    private final Map<UUID, Map<PersonId, Integer>> answers = new ConcurrentHashMap<>();
    private volatile MandatoryNotice[] standing = NONE;
    private volatile BooleanSupplier complete = () -> false;

    MandatoryNotices(PersonDirectory people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    void completeWhen(BooleanSupplier caughtUp) {
        complete = caughtUp;
    }

    /// Fails with `consent-required` and the ids of the notices, or `unavailable` while they are not known.
    public void requireAnswered(PersonId person) {
        if (!complete.getAsBoolean()) {
            throw DomainException.unavailable("the notices", null);
        }
        List<String> awaited = awaited(person);
        if (!awaited.isEmpty()) {
            throw new DomainException(ErrorCode.CONSENT_REQUIRED, "answer first: GET /v1/me/notices")
                    .with("noticeIds", awaited);
        }
    }

    /// For an event loop: the same question without its reasons.
    public boolean mayWrite(PersonId person) {
        return complete.getAsBoolean() && awaited(person).isEmpty();
    }

    private List<String> awaited(PersonId id) {
        MandatoryNotice[] all = standing;
        if (all.length == 0) {
            return List.of();
        }
        Optional<Person> person = people.find(id);
        long now = clock.millis();
        return person.map(someone -> Arrays.stream(all)
                        .filter(notice -> notice.awaits(someone, answered(notice.id(), id), now))
                        .map(notice -> notice.id().toString())
                        .toList())
                .orElse(List.of());
    }

    private int answered(UUID notice, PersonId person) {
        Map<PersonId, Integer> known = answers.get(notice);
        return known == null ? 0 : known.getOrDefault(person, 0);
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                apply(record);
            }
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        NoticeRecord parsed = parse(record);
        switch (parsed.getRecordCase()) {
            case NOTICE ->
                put(MandatoryNotice.of(
                        Ids.uuid(parsed.getNotice().getNoticeId()),
                        parsed.getNotice().getVersionsList()));
            case ANSWER -> put(parsed.getAnswer());
            case RECORD_NOT_SET -> throw unreadable(record, null);
        }
    }

    /// Only the reading thread writes.
    private void put(MandatoryNotice changed) {
        standing = Stream.concat(
                        Arrays.stream(standing).filter(other -> !other.id().equals(changed.id())), Stream.of(changed))
                .filter(notice -> !notice.versions().isEmpty())
                .toArray(MandatoryNotice[]::new);
        if (changed.versions().isEmpty()) {
            answers.remove(changed.id());
        }
    }

    private void put(MandatoryAnswer answer) {
        answers.computeIfAbsent(Ids.uuid(answer.getNoticeId()), _ -> new ConcurrentHashMap<>())
                .put(PersonId.of(answer.getPersonId()), answer.getVersion());
    }

    private static NoticeRecord parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return NoticeRecord.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(record, e);
        }
    }

    private static IllegalStateException unreadable(ConsumerRecord<?, ?> record, @Nullable Exception cause) {
        return new IllegalStateException(
                "notice record: unreadable at offset " + record.offset() + " (expected: a notice or an answer)", cause);
    }
}
