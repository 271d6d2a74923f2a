package io.parley.consent.basis;

import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Decides many people anew: when an obligation begins or ends, and when a region's rules are others. In steps, because
/// each holds the lock of all basis changes; the changes of one step take effect at one instant.
@Component
class BasisReview {

    private final ReviewStore reviews;
    private final BasisDecisions decisions;
    private final People people;
    private final EffectiveTime effectiveTime;
    private final Steps steps;

    BasisReview(
            ReviewStore reviews, BasisDecisions decisions, People people, EffectiveTime effectiveTime, Steps steps) {
        this.reviews = reviews;
        this.decisions = decisions;
        this.people = people;
        this.effectiveTime = effectiveTime;
        this.steps = steps;
    }

    @Component
    record Steps(TransactionOperations transactions, BasisProperties properties, Clock clock) {}

    @Scheduled(fixedDelayString = "${parley.basis.review-interval:500ms}")
    void reviewAllDue() {
        while (reviews.isAnyDue(steps.clock().instant()) && reviewSome()) {}
    }

    /// @return false when another instance has what is due in its hands
    private boolean reviewSome() {
        return Boolean.TRUE.equals(steps.transactions().execute(status -> {
            Instant at = effectiveTime.take();
            Optional<ReviewStore.Review> due = reviews.nextDue(at);
            due.ifPresent(review -> review(review, at));
            return due.isPresent();
        }));
    }

    private void review(ReviewStore.Review review, Instant at) {
        int most = steps.properties().reviewPeople();
        List<PersonId> ids = reviews.people(review, most);
        List<Person> found = people.all(ids);
        for (Purpose purpose : review.purposes()) {
            decisions.decide(found, purpose, at);
        }
        if (ids.size() < most) {
            reviews.done(review, at);
        } else {
            reviews.goneUpTo(review, ids.getLast());
        }
    }
}
