package io.parley.audit.event;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.parley.contracts.AuditAction;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ReadRecord;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What may come into the log. An event that can never be one is put aside; one that is odd is recorded all the same
/// and
/// questioned, because a log that drops what it does not understand can be made to forget.
@Component
class Admission {

    /// Catalogue fields are ids, codes and numbers.
    private static final int MOST_BYTES = 1 << 16;

    /// Clocks of one region differ by less.
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final RecordReader reader;
    private final DeadLetters deadLetters;
    private final Set<String> services;
    private final Clock clock;

    Admission(RecordReader reader, DeadLetters deadLetters, ParleyProperties properties, Clock clock) {
        this.reader = reader;
        this.deadLetters = deadLetters;
        this.services = properties.services().keySet().stream()
                .map(name -> name + "-service")
                .collect(toUnmodifiableSet());
        this.clock = clock;
    }

    enum Oddity {
        UNREADABLE,
        TOO_LARGE,
        UNKNOWN_SERVICE,
        UNKNOWN_ACTION,
        UNKNOWN_FIELD,
        FUTURE_CLOCK;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @param parked how many were put aside, by why
    record Admitted(List<RecordedEvent> events, Map<Oddity, Integer> parked) {}

    Admitted admit(List<ConsumerRecord<byte[], byte[]>> records) {
        List<RecordedEvent> events = new ArrayList<>(records.size());
        Map<Oddity, Integer> parked = new EnumMap<>(Oddity.class);
        List<ReadRecord<AuditRecorded>> readable = reader.read(records, AuditRecorded.parser());
        count(parked, Oddity.UNREADABLE, records.size() - readable.size());
        for (ReadRecord<AuditRecorded> read : readable) {
            try {
                events.add(event(read.value()));
            } catch (Refused refused) {
                deadLetters.park(read.record(), refused);
                count(parked, refused.why, 1);
            }
        }
        return new Admitted(events, parked);
    }

    /// Why an event is to be looked at, though it is recorded.
    Optional<Oddity> oddity(RecordedEvent event) {
        Optional<AuditAction> action = AuditAction.find(event.action());
        if (action.isEmpty()) {
            return Optional.of(Oddity.UNKNOWN_ACTION);
        }
        if (!knows(action.get(), event)) {
            return Optional.of(Oddity.UNKNOWN_FIELD);
        }
        Instant latest = clock.instant().plus(CLOCK_SKEW);
        return event.at().isAfter(latest) ? Optional.of(Oddity.FUTURE_CLOCK) : Optional.empty();
    }

    private static boolean knows(AuditAction action, RecordedEvent event) {
        return action.fields().containsAll(event.detail().keySet())
                && event.changes().stream()
                        .allMatch(change -> action.change(change.field()).isPresent());
    }

    private RecordedEvent event(AuditRecorded wire) {
        if (wire.getSerializedSize() > MOST_BYTES) {
            throw new Refused(Oddity.TOO_LARGE, null);
        }
        if (!services.contains(wire.getService())) {
            throw new Refused(Oddity.UNKNOWN_SERVICE, null);
        }
        try {
            return EventReader.read(wire);
        } catch (IllegalArgumentException unreadable) {
            throw new Refused(Oddity.UNREADABLE, unreadable);
        }
    }

    private static void count(Map<Oddity, Integer> parked, Oddity why, int more) {
        if (more > 0) {
            parked.merge(why, more, Integer::sum);
        }
    }

    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Oddity why;

        Refused(Oddity why, @Nullable Throwable cause) {
            super(why.code(), cause);
            this.why = why;
        }
    }
}
