package io.parley.consent.training;

import io.parley.contracts.PersonId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Reminds those who are late and connected, from time to time; that it was done is kept.
@Component
class CourseSweep {

    private static final int MOST = 10_000;

    private final CourseStore store;
    private final CourseDesk desk;
    private final TrainingProperties properties;
    private final TransactionOperations transactions;
    private final Clock clock;

    CourseSweep(
            CourseStore store,
            CourseDesk desk,
            TrainingProperties properties,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.desk = desk;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${parley.training.sweep-interval:10s}")
    void remind() {
        if (!properties.remindEvery().isZero()) {
            store.live().stream()
                    .map(Assignment::courseId)
                    .distinct()
                    .forEach(course -> transactions.execute(status -> {
                        store.locked(course).filter(this::isDue).ifPresent(this::remind);
                        return course;
                    }));
        }
    }

    private boolean isDue(Course course) {
        Instant now = clock.instant();
        return store.lastReminder(course.id())
                .map(last -> !last.plus(properties.remindEvery()).isAfter(now))
                .orElse(true);
    }

    private void remind(Course course) {
        List<PersonId> late = store.overdue(course, clock.instant(), null, MOST).stream()
                .map(CourseStore.Overdue::person)
                .toList();
        if (!late.isEmpty()) {
            desk.remind(course, late);
        }
    }
}
