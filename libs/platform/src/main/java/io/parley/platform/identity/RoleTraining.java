package io.parley.platform.identity;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.CourseCompletion;
import io.parley.contracts.event.RoleRequirement;
import io.parley.contracts.event.TrainingRecord;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/// Which roles have no effect for lack of a course: this service's view of consent-service's topic. Asked for each
/// request, so it is answered from memory.
///
/// Until the topic was read once to its end, callers with a privileged role are refused as unavailable, and a record
/// that cannot be read stops the view where it is: both might hide a requirement.
final class RoleTraining {

    private final Map<Role, List<Required>> required = new ConcurrentHashMap<>();
    private final Map<Completed.Key, Completed> completed = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile BooleanSupplier complete = () -> false;

    RoleTraining(Clock clock) {
        this.clock = clock;
    }

    private record Required(UUID course, int fromVersion, long fromMs) {}

    private record Completed(int version, long validUntilMs) {

        record Key(PersonId person, UUID course) {}

        boolean satisfies(Required needed, long nowMs) {
            return version >= needed.fromVersion() && (validUntilMs == 0 || nowMs < validUntilMs);
        }
    }

    void completeWhen(BooleanSupplier caughtUp) {
        complete = caughtUp;
    }

    /// Those of the roles that have no effect now.
    Set<Role> lacking(PersonId person, Set<Role> roles) {
        if (roles.stream().allMatch(role -> role == Role.MEMBER)) {
            return Set.of();
        }
        if (!complete.getAsBoolean()) {
            throw DomainException.unavailable("the training records", null);
        }
        return required.isEmpty()
                ? Set.of()
                : roles.stream().filter(role -> lacks(person, role)).collect(Collectors.toUnmodifiableSet());
    }

    private boolean lacks(PersonId person, Role role) {
        long now = clock.millis();
        return required.getOrDefault(role, List.of()).stream()
                .filter(needed -> needed.fromMs() <= now)
                .anyMatch(needed -> !has(person, needed, now));
    }

    private boolean has(PersonId person, Required needed, long nowMs) {
        Completed done = completed.get(new Completed.Key(person, needed.course()));
        return done != null && done.satisfies(needed, nowMs);
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.value() != null) {
                TrainingRecord parsed = parse(record);
                switch (parsed.getRecordCase()) {
                    case ROLE -> put(parsed.getRole());
                    case COMPLETION -> put(parsed.getCompletion());
                    case RECORD_NOT_SET -> throw unreadable(record, null);
                }
            }
        }
    }

    private void put(RoleRequirement requirement) {
        Optional<Role> role = Role.of(requirement.getRole());
        List<Required> courses = requirement.getCoursesList().stream()
                .map(course ->
                        new Required(Ids.uuid(course.getCourseId()), course.getFromVersion(), course.getFromMs()))
                .toList();
        role.ifPresent(known -> {
            if (courses.isEmpty()) {
                required.remove(known);
            } else {
                required.put(known, courses);
            }
        });
    }

    private void put(CourseCompletion completion) {
        completed.put(
                new Completed.Key(PersonId.of(completion.getPersonId()), Ids.uuid(completion.getCourseId())),
                new Completed(completion.getVersion(), completion.getValidUntilMs()));
    }

    private static TrainingRecord parse(ConsumerRecord<byte[], byte[]> record) {
        try {
            return TrainingRecord.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw unreadable(record, e);
        }
    }

    private static IllegalStateException unreadable(ConsumerRecord<?, ?> record, @Nullable Exception cause) {
        return new IllegalStateException(
                "training record: unreadable at offset " + record.offset()
                        + " (expected: a requirement or a completion)",
                cause);
    }
}
