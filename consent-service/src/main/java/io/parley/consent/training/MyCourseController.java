package io.parley.consent.training;

import io.parley.platform.identity.LackingRoles;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Open to everybody, also to those whose roles have no effect for lack of a course: here they get it.
@RestController
@RequestMapping("/v1/me/courses")
@Tag(name = "Training")
class MyCourseController {

    private final MyCourses courses;
    private final CourseDesk desk;
    private final CourseStore store;
    private final Clock clock;

    MyCourseController(MyCourses courses, CourseDesk desk, CourseStore store, Clock clock) {
        this.courses = courses;
        this.desk = desk;
        this.store = store;
        this.clock = clock;
    }

    record MyCourse(
            String courseId,
            int version,
            Map<String, Course.Text> texts,
            @Nullable String link,
            String state,
            String dueAt,
            List<String> requiredFor,
            @Nullable String completedAt,
            @Nullable String validUntil) {

        static MyCourse of(MyCourses.Mine mine) {
            Course.Version current = mine.course().current();
            @Nullable Completion done = mine.completion();
            return new MyCourse(
                    mine.course().id().toString(),
                    current.number(),
                    current.texts(),
                    current.link(),
                    mine.state().name().toLowerCase(Locale.ROOT),
                    mine.dueAt().toString(),
                    mine.requiredFor().stream().map(Role::code).sorted().toList(),
                    done == null ? null : done.at().toString(),
                    done == null || done.validUntil() == null
                            ? null
                            : done.validUntil().toString());
        }
    }

    record Acknowledgement(@NotNull Integer version) {}

    record Completed(
            String courseId,
            int version,
            String completedAt,
            @Nullable String validUntil) {}

    @GetMapping
    @Operation(summary = "Courses assigned to oneself, to one's roles or to one's groups, and how one stands with them")
    List<MyCourse> mine(PersonCaller caller) {
        Set<Role> roles = new HashSet<>(caller.roles());
        roles.addAll(LackingRoles.ofTheCaller());
        store.seen(caller.personId(), roles, clock.instant());
        return courses.of(caller.personId(), roles).stream().map(MyCourse::of).toList();
    }

    @PostMapping("/{courseId}/complete")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Acknowledge that one has completed the current version")
    Completed complete(@PathVariable UUID courseId, @Valid @RequestBody Acknowledgement request, PersonCaller caller) {
        Completion completion = desk.complete(courseId, request.version(), caller.personId(), caller);
        return new Completed(
                courseId.toString(),
                completion.version(),
                completion.at().toString(),
                completion.validUntil() == null ? null : completion.validUntil().toString());
    }
}
