package io.parley.archive.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.archive.officer.Scope;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReadGrantTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant END = NOW.plus(Duration.ofHours(1));
    private static final Instant LATE = NOW.plus(Duration.ofHours(24));

    private final PersonId officer = PersonId.next();
    private final PersonId approver = PersonId.next();
    private final ReadGrant grant = requested();

    @Test
    void isLiveFromApprovalUntilItsEnd() {
        assertThat(grant.isLive(NOW)).isFalse();
        grant.approve(approver, null, NOW);
        assertThat(grant.isLive(NOW)).isTrue();
        assertThat(grant.isLive(END.minusMillis(1))).isTrue();
        assertThat(grant.isLive(END)).isFalse();
    }

    @Test
    void cannotBeDecidedTwiceOrAfterItsEnd() {
        grant.refuse(approver, "no", NOW);
        assertConflict(() -> grant.approve(approver, null, NOW));
        assertConflict(() -> grant.revoke(approver, null, NOW));
        assertConflict(() -> requested().approve(approver, null, END));
    }

    @Test
    void stopsWhenRevoked() {
        grant.approve(approver, null, NOW);
        grant.revoke(officer, "done", NOW);
        assertThat(grant.isLive(NOW)).isFalse();
        assertConflict(() -> grant.revoke(officer, null, NOW));
    }

    @Test
    void expiresOnce() {
        grant.approve(approver, null, NOW);
        assertThat(grant.expire(END.minusMillis(1))).isFalse();
        assertThat(grant.expire(END)).isTrue();
        assertThat(grant.expire(END)).isFalse();
        assertThat(grant.state()).isEqualTo(GrantState.EXPIRED);
    }

    @Test
    void anEmergencyIsLiveAtOnceAndConfirmedByTwoOthers() {
        ReadGrant emergency = requested(true);
        assertThat(emergency.isLive(NOW)).isTrue();
        assertThat(emergency.isLive(END)).isFalse();
        emergency.approve(approver, null, END);
        assertThat(emergency.state()).isEqualTo(GrantState.EMERGENCY);
        assertFourEyes(() -> emergency.approve(approver, null, END));
        emergency.approve(PersonId.next(), null, END);
        assertThat(emergency.state()).isEqualTo(GrantState.APPROVED);
        assertThat(emergency.failConfirmation(LATE)).isFalse();
    }

    @Test
    void anEmergencyThatOneConfirmedOrThatWasRevokedIsReportedAllTheSame() {
        ReadGrant emergency = requested(true);
        emergency.approve(approver, null, NOW);
        emergency.revoke(officer, null, NOW);
        assertThat(emergency.isLive(NOW)).isFalse();
        assertConflict(() -> emergency.revoke(officer, null, NOW));
        assertThat(emergency.failConfirmation(LATE.minusMillis(1))).isFalse();
        assertConflict(() -> requested(true).approve(approver, null, LATE));
        assertThat(emergency.failConfirmation(LATE)).isTrue();
        assertThat(emergency.failConfirmation(LATE)).isFalse();
        assertConflict(() -> emergency.approve(PersonId.next(), null, LATE));
    }

    @Test
    void anEmergencyThatIsRefusedEnds() {
        ReadGrant emergency = requested(true);
        emergency.refuse(approver, "none", NOW);
        assertThat(emergency.isLive(NOW)).isFalse();
        assertThat(emergency.state()).isEqualTo(GrantState.REFUSED);
    }

    private ReadGrant requested() {
        return requested(false);
    }

    private ReadGrant requested(boolean emergency) {
        var scope = new Scope(List.of(new UUID(1, 2)), null, null, NOW.minusSeconds(9), NOW);
        var request = new GrantRequest("litigation", "CASE-1", "Suspected leak", scope, END, emergency, null);
        return new ReadGrant(GrantId.next(), officer, request.check(NOW), NOW);
    }

    private static void assertConflict(ThrowingCallable act) {
        assertCode(act, ErrorCode.CONFLICT);
    }

    private static void assertFourEyes(ThrowingCallable act) {
        assertCode(act, ErrorCode.FOUR_EYES);
    }

    private static void assertCode(ThrowingCallable act, ErrorCode code) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(act)
                .extracting(DomainException::code)
                .isEqualTo(code);
    }
}
