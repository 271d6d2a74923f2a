package io.parley.consent.training;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/courses")
@PreAuthorize("hasAnyRole('PRIVACY', 'ADMIN')")
@Tag(name = "Training", description = "Courses, whom they are assigned to, and who is late (roles privacy, admin)")
class CourseController {

    private static final int MAX_LIMIT = 1000;

    private final CourseDesk desk;
    private final CourseStore store;
    private final Clock clock;

    CourseController(CourseDesk desk, CourseStore store, Clock clock) {
        this.desk = desk;
        this.store = store;
        this.clock = clock;
    }

    record CourseView(
            String courseId,
            int version,
            Map<String, Course.Text> texts,
            @Nullable String link,
            @Nullable Integer validDays,
            String publishedAt,
            List<AssignmentView> assignments) {

        static CourseView of(Course course, List<Assignment> live) {
            Course.Version current = course.current();
            return new CourseView(
                    course.id().toString(),
                    current.number(),
                    current.texts(),
                    current.link(),
                    current.validDays(),
                    current.publishedAt().toString(),
                    live.stream()
                            .filter(one -> one.courseId().equals(course.id()))
                            .map(AssignmentView::of)
                            .toList());
        }
    }

    record AssignmentView(
            String assignmentId,
            @Nullable String role,
            @Nullable String personId,
            @Nullable String groupId,
            boolean required,
            String dueAt) {

        static AssignmentView of(Assignment assignment) {
            return new AssignmentView(
                    assignment.id().toString(),
                    assignment.to() instanceof Assignment.To.Holders(Role role) ? role.code() : null,
                    assignment.to() instanceof Assignment.To.Someone(PersonId person) ? person.toString() : null,
                    assignment.to() instanceof Assignment.To.Members(UUID group) ? group.toString() : null,
                    assignment.required(),
                    assignment.dueAt().toString());
        }
    }

    record CoursePage(
            List<CourseView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    record OverdueView(String personId, String dueAt) {}

    record OverduePage(
            List<OverdueView> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Publish a course")
    CourseView publish(@Valid @RequestBody CourseRequest request, PersonCaller caller) {
        return CourseView.of(desk.publish(request, caller), List.of());
    }

    @PostMapping("/{courseId}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Publish a further version; with renew, everybody has to complete it anew")
    CourseView publishVersion(
            @PathVariable UUID courseId, @Valid @RequestBody CourseRequest request, PersonCaller caller) {
        return CourseView.of(desk.publishVersion(courseId, request, caller), store.live());
    }

    @PostMapping("/{courseId}/assignments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Assign a course to a person, to whoever has a role, or to whoever belongs to a group",
            description =
                    "With required, the role has no effect without it from the due date on (403 training-required).")
    AssignmentView assign(
            @PathVariable UUID courseId, @Valid @RequestBody AssignmentRequest request, PersonCaller caller) {
        return AssignmentView.of(desk.assign(courseId, request, caller));
    }

    @DeleteMapping("/{courseId}/assignments/{assignmentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "End an assignment")
    void unassign(@PathVariable UUID courseId, @PathVariable UUID assignmentId, PersonCaller caller) {
        desk.unassign(courseId, assignmentId, caller);
    }

    @GetMapping
    @Operation(summary = "All courses with their live assignments")
    CoursePage list(@RequestParam @Nullable UUID after, @RequestParam(defaultValue = "50") int limit) {
        checkLimit(limit);
        List<Assignment> live = store.live();
        List<CourseView> found = store.page(after, limit + 1).stream()
                .map(course -> CourseView.of(course, live))
                .toList();
        boolean more = found.size() > limit;
        List<CourseView> shown = more ? found.subList(0, limit) : found;
        return new CoursePage(shown, more ? shown.getLast().courseId() : null);
    }

    @GetMapping("/{courseId}/overdue")
    @Operation(
            summary = "Who should have completed it by now and has not",
            description = "Of those to whom it was assigned by role, the ones who were seen with that role.")
    OverduePage overdue(
            @PathVariable UUID courseId,
            @RequestParam @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        checkLimit(limit);
        List<OverdueView> found = store.overdue(desk.get(courseId), clock.instant(), after, limit + 1).stream()
                .map(one -> new OverdueView(one.person().toString(), one.dueAt().toString()))
                .toList();
        boolean more = found.size() > limit;
        List<OverdueView> shown = more ? found.subList(0, limit) : found;
        return new OverduePage(shown, more ? shown.getLast().personId() : null);
    }

    private static void checkLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw DomainException.invalid("limit", "1.." + MAX_LIMIT);
        }
    }
}
