package io.parley.consent.training;

import io.parley.consent.group.Groups;
import io.parley.consent.person.People;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Publishes and assigns courses, and takes completions.
@Service
class CourseDesk {

    private final CourseStore store;
    private final TrainingNews news;
    private final People people;
    private final Groups groups;
    private final AuditTrail audit;
    private final Clock clock;

    CourseDesk(CourseStore store, TrainingNews news, People people, Groups groups, AuditTrail audit, Clock clock) {
        this.store = store;
        this.news = news;
        this.people = people;
        this.groups = groups;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    Course publish(CourseRequest request, Caller by) {
        UUID id = Ids.next();
        store.insertCourse(id, now());
        return publish(id, null, true, request, by);
    }

    @Transactional
    Course publishVersion(UUID id, CourseRequest request, Caller by) {
        Course course = locked(id);
        boolean renew = Boolean.TRUE.equals(request.renew());
        Course published = publish(id, course.current(), renew, request, by);
        if (renew) {
            rolesThatNeed(id).forEach(news::needs);
        }
        return published;
    }

    private Course publish(UUID id, Course.@Nullable Version before, boolean renew, CourseRequest request, Caller by) {
        int number = before == null ? 1 : before.number() + 1;
        Course.Version version = new Course.Version(
                id, number, request.parsedTexts(), request.link(), request.validDays(), renew, now());
        store.insertVersion(version, by.actorId());
        AuditEvent event = event(AuditAction.COURSE_PUBLISHED, id)
                .by(by)
                .detail("version", number)
                .changed("version", before == null ? null : before.number(), number)
                .changed("validDays", before == null ? null : before.validDays(), request.validDays());
        audit.record(request.validDays() == null ? event : event.detail("validDays", request.validDays()));
        return get(id);
    }

    @Transactional
    Assignment assign(UUID id, AssignmentRequest request, Caller by) {
        locked(id);
        Assignment.To to = request.to();
        requireKnown(to);
        Instant due = now().plus(Duration.ofDays(request.days()));
        Assignment assignment = new Assignment(Ids.next(), id, to, request.isRequired(), due);
        store.insertAssignment(assignment, by.actorId(), now());
        announce(assignment);
        audit.record(assignmentEvent(AuditAction.COURSE_ASSIGNED, assignment).by(by));
        return assignment;
    }

    private void requireKnown(Assignment.To to) {
        switch (to) {
            case Assignment.To.Holders _ -> {}
            case Assignment.To.Someone(PersonId person) -> people.get(person);
            case Assignment.To.Members(UUID group) -> groups.requireKnown("groupId", List.of(group));
        }
    }

    @Transactional
    void unassign(UUID id, UUID assignmentId, Caller by) {
        locked(id);
        Assignment assignment = store.live().stream()
                .filter(one -> one.id().equals(assignmentId) && one.courseId().equals(id))
                .findFirst()
                .orElseThrow(() -> DomainException.notFound("assignment"));
        store.end(assignmentId, id, by.actorId(), now());
        announce(assignment);
        audit.record(assignmentEvent(AuditAction.COURSE_UNASSIGNED, assignment).by(by));
    }

    /// Only the version that is current, so that nobody acknowledges what they were not given.
    @Transactional
    Completion complete(UUID id, int version, PersonId person, Caller by) {
        Course course = locked(id);
        if (version != course.current().number()) {
            throw new DomainException(
                            ErrorCode.CONFLICT,
                            "version: " + version + " (expected: "
                                    + course.current().number() + ")")
                    .violation("version", "the current one");
        }
        @Nullable Integer days = course.current().validDays();
        Instant now = now();
        Completion completion =
                new Completion(person, id, version, now, days == null ? null : now.plus(Duration.ofDays(days)));
        store.insert(completion);
        news.completed(completion);
        audit.record(event(AuditAction.COURSE_ACKNOWLEDGED, id).by(by).detail("version", version));
        return completion;
    }

    @Transactional
    public void remind(Course course, List<PersonId> overdue) {
        store.reminded(course.id(), now(), overdue.size());
        if (!overdue.isEmpty()) {
            news.nudge(overdue);
            audit.record(event(AuditAction.COURSE_REMINDED, course.id())
                    .by("service", "consent-service")
                    .detail("people", overdue.size()));
        }
    }

    private void announce(Assignment assignment) {
        if (assignment.required() && assignment.to() instanceof Assignment.To.Holders(Role role)) {
            news.needs(role);
        }
    }

    private List<Role> rolesThatNeed(UUID course) {
        List<Role> roles = new ArrayList<>();
        for (Assignment assignment : store.live()) {
            if (assignment.required()
                    && assignment.courseId().equals(course)
                    && assignment.to() instanceof Assignment.To.Holders(Role role)) {
                roles.add(role);
            }
        }
        return roles.stream().distinct().toList();
    }

    Course get(UUID id) {
        return store.find(id).orElseThrow(() -> DomainException.notFound("course"));
    }

    private Course locked(UUID id) {
        return store.locked(id).orElseThrow(() -> DomainException.notFound("course"));
    }

    private static AuditEvent assignmentEvent(AuditAction action, Assignment assignment) {
        return event(action, assignment.courseId())
                .detail("to", assignment.to().text())
                .detail("required", assignment.required());
    }

    private static AuditEvent event(AuditAction action, UUID course) {
        return AuditEvent.of(action).on("course", course.toString());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
