package io.parley.consent.training;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.CourseCompletion;
import io.parley.contracts.event.Nudge;
import io.parley.contracts.event.RequiredCourse;
import io.parley.contracts.event.RoleRequirement;
import io.parley.contracts.event.TrainingRecord;
import io.parley.platform.identity.Role;
import io.parley.platform.outbox.Outbox;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Tells every service what roles need and who has it, in the transaction of the change.
@Component
class TrainingNews {

    private final CourseStore store;
    private final Outbox outbox;

    TrainingNews(CourseStore store, Outbox outbox) {
        this.store = store;
        this.outbox = outbox;
    }

    /// The whole of what the role needs now.
    void needs(Role role) {
        List<Assignment> required = store.live().stream()
                .filter(Assignment::required)
                .filter(assignment -> assignment.to().equals(new Assignment.To.Holders(role)))
                .toList();
        Map<UUID, Course> courses = store
                .courses(required.stream().map(Assignment::courseId).toList())
                .stream()
                .collect(Collectors.toMap(Course::id, course -> course));
        RoleRequirement.Builder requirement = RoleRequirement.newBuilder().setRole(role.code());
        for (Assignment assignment : required) {
            Course course = courses.get(assignment.courseId());
            if (course != null) {
                requirement.addCourses(RequiredCourse.newBuilder()
                        .setCourseId(Ids.bytes(course.id()))
                        .setFromVersion(course.floor())
                        .setFromMs(assignment.dueAt().toEpochMilli()));
            }
        }
        send(
                ("role/" + role.code()).getBytes(US_ASCII),
                TrainingRecord.newBuilder().setRole(requirement).build());
    }

    void completed(Completion completion) {
        byte[] key = ByteBuffer.allocate(32)
                .put(Ids.array(completion.person().value()))
                .put(Ids.array(completion.courseId()))
                .array();
        send(
                key,
                TrainingRecord.newBuilder()
                        .setCompletion(CourseCompletion.newBuilder()
                                .setPersonId(completion.person().bytes())
                                .setCourseId(Ids.bytes(completion.courseId()))
                                .setVersion(completion.version())
                                .setValidUntilMs(
                                        completion.validUntil() == null
                                                ? 0
                                                : completion.validUntil().toEpochMilli()))
                        .build());
    }

    void nudge(List<PersonId> people) {
        Nudge.Builder nudge = Nudge.newBuilder();
        people.forEach(person -> nudge.addPersonIds(person.bytes()));
        outbox.append(
                Topics.NUDGE,
                Ids.array(people.getFirst().value()),
                nudge.build().toByteArray());
    }

    private void send(byte[] key, TrainingRecord record) {
        outbox.append(Topics.TRAINING, key, record.toByteArray());
    }
}
