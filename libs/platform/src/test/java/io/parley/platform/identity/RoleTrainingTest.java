package io.parley.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.CourseCompletion;
import io.parley.contracts.event.RequiredCourse;
import io.parley.contracts.event.RoleRequirement;
import io.parley.contracts.event.TrainingRecord;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleTrainingTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Set<Role> ROLES = Set.of(Role.MEMBER, Role.OFFICER, Role.AUDITOR);

    private final RoleTraining training = new RoleTraining(Clock.fixed(NOW, ZoneOffset.UTC));
    private final PersonId erin = PersonId.next();
    private final UUID course = Ids.next();

    @BeforeEach
    void readToTheEnd() {
        training.completeWhen(() -> true);
    }

    @Test
    void aRoleWithoutItsCourseHasNoEffect() {
        officersNeed(2, NOW);

        assertThat(training.lacking(erin, ROLES)).containsExactly(Role.OFFICER);
        assertThat(training.lacking(erin, Set.of(Role.MEMBER, Role.AUDITOR))).isEmpty();
    }

    @Test
    void aCompletionThatCountsGivesItBack() {
        officersNeed(2, NOW);

        completed(1, 0);
        assertThat(training.lacking(erin, ROLES)).as("too old a version").isNotEmpty();
        completed(2, NOW.toEpochMilli());
        assertThat(training.lacking(erin, ROLES)).as("run out").isNotEmpty();
        completed(2, NOW.toEpochMilli() + 1);
        assertThat(training.lacking(erin, ROLES)).isEmpty();
        assertThat(training.lacking(PersonId.next(), ROLES))
                .as("of somebody else")
                .isNotEmpty();
    }

    @Test
    void theDateOfTheRequirementCounts() {
        officersNeed(1, NOW.plusMillis(1));
        assertThat(training.lacking(erin, ROLES)).isEmpty();

        officersNeed(1, NOW);
        assertThat(training.lacking(erin, ROLES)).isNotEmpty();
    }

    @Test
    void aRequirementThatIsLiftedIsGone() {
        officersNeed(1, NOW);
        apply(TrainingRecord.newBuilder()
                .setRole(RoleRequirement.newBuilder().setRole("officer"))
                .build());

        assertThat(training.lacking(erin, ROLES)).isEmpty();
    }

    @Test
    void beforeEverythingWasReadPrivilegedRolesAreRefusedAndOthersAreNot() {
        training.completeWhen(() -> false);

        assertThat(training.lacking(erin, Set.of(Role.MEMBER))).isEmpty();
        assertThatThrownBy(() -> training.lacking(erin, ROLES)).isInstanceOf(DomainException.class);
    }

    @Test
    void aRecordThatCannotBeReadStopsTheView() {
        assertThatThrownBy(() -> training.apply(List.of(new ConsumerRecord<>("t", 0, 7, new byte[1], new byte[] {1}))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("offset 7");
    }

    private void officersNeed(int version, Instant from) {
        apply(TrainingRecord.newBuilder()
                .setRole(RoleRequirement.newBuilder()
                        .setRole("officer")
                        .addCourses(RequiredCourse.newBuilder()
                                .setCourseId(Ids.bytes(course))
                                .setFromVersion(version)
                                .setFromMs(from.toEpochMilli())))
                .build());
    }

    private void completed(int version, long validUntilMs) {
        apply(TrainingRecord.newBuilder()
                .setCompletion(CourseCompletion.newBuilder()
                        .setPersonId(erin.bytes())
                        .setCourseId(Ids.bytes(course))
                        .setVersion(version)
                        .setValidUntilMs(validUntilMs))
                .build());
    }

    private void apply(TrainingRecord record) {
        training.apply(List.of(new ConsumerRecord<>("t", 0, 0, new byte[1], record.toByteArray())));
    }
}
