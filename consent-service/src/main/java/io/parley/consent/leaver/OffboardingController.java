package io.parley.consent.leaver;

import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "People")
class OffboardingController {

    private final OffboardingStore store;

    OffboardingController(OffboardingStore store) {
        this.store = store;
    }

    /// @param state done when every step is
    record OffboardingView(
            String personId, Instant leftAt, @Nullable Instant returnedAt, String state, List<StepView> steps) {}

    record StepView(
            String step,
            String state,
            int attempts,
            @Nullable String lastError,
            @Nullable Instant doneAt,
            @Nullable Instant nextAttemptAt,
            int conversations) {

        static StepView of(OffboardingStore.StepState step) {
            return new StepView(
                    step.step().code(),
                    step.done() ? "done" : "pending",
                    step.attempts(),
                    step.lastError(),
                    step.done() ? step.at() : null,
                    step.done() ? null : step.at(),
                    step.conversations());
        }
    }

    @GetMapping("/v1/people/{personId}/offboarding")
    @PreAuthorize("hasAnyRole('ADMIN', 'PRIVACY')")
    @Operation(
            summary = "How far the person's latest leaving is (admin, privacy)",
            description = "Steps: account (frozen), retention (periods run from leftAt),"
                    + " announcement (all services were told), groups (left), conversations (handed over and left)."
                    + " A step that fails is tried again until it is done.")
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`: the person never left",
            content = {})
    OffboardingView status(@PathVariable UUID personId) {
        PersonId person = new PersonId(personId);
        OffboardingStore.Leaving leaving =
                store.latest(person).orElseThrow(() -> DomainException.notFound("offboarding"));
        List<OffboardingStore.StepState> steps = store.steps(person, leaving.leftAt());
        return new OffboardingView(
                person.toString(),
                leaving.leftAt(),
                leaving.returnedAt(),
                steps.stream().allMatch(OffboardingStore.StepState::done) ? "done" : "running",
                steps.stream()
                        .sorted(Comparator.comparing(OffboardingStore.StepState::step))
                        .map(StepView::of)
                        .toList());
    }
}
