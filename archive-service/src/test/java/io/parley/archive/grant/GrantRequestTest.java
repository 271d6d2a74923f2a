package io.parley.archive.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.archive.officer.Scope;
import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Violation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GrantRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Scope SCOPE = new Scope(
            List.of(new UUID(1, 2)), List.of(), null, NOW.minus(Duration.ofDays(9)), NOW.plus(Duration.ofDays(1)));
    private static final GrantRequest GOOD = new GrantRequest(
            "investigation", "CASE-1", "Suspected leak of prices", SCOPE, NOW.plus(Duration.ofDays(30)), null, null);

    @Test
    void acceptsACompleteRequest() {
        GrantRequest.Valid valid = GOOD.check(NOW);

        assertThat(valid.purpose()).isEqualTo(GrantPurpose.INVESTIGATION);
        assertThat(valid.scope().persons()).hasSize(1);
    }

    @Test
    void namesTheFieldThatBreaksARule() {
        assertViolation(
                "purpose",
                new GrantRequest("curiosity", "CASE-1", "long enough now", SCOPE, GOOD.expiresAt(), null, null));
        assertViolation(
                "purpose", new GrantRequest(null, "CASE-1", "long enough now", SCOPE, GOOD.expiresAt(), null, null));
        assertViolation(
                "caseRef",
                new GrantRequest("litigation", "  ", "long enough now", SCOPE, GOOD.expiresAt(), null, null));
        assertViolation(
                "justification", new GrantRequest("litigation", "C", "short", SCOPE, GOOD.expiresAt(), null, null));
        assertViolation(
                "scope", new GrantRequest("litigation", "C", "long enough now", null, GOOD.expiresAt(), null, null));
        assertViolation("expiresAt", new GrantRequest("litigation", "C", "long enough now", SCOPE, NOW, null, null));
        assertViolation(
                "expiresAt",
                new GrantRequest(
                        "litigation",
                        "C",
                        "long enough now",
                        SCOPE,
                        NOW.plus(Duration.ofDays(30)).plusMillis(1),
                        null,
                        null));
    }

    @Test
    void refusesAScopeWithoutPeopleAndConversationsOrWithoutDates() {
        assertViolation("scope", with(new Scope(List.of(), null, null, NOW, NOW.plusSeconds(1))));
        assertViolation("scope.from", with(new Scope(List.of(Ids.next()), null, null, null, NOW)));
        assertViolation("scope.to", with(new Scope(List.of(Ids.next()), null, null, NOW, NOW)));
        assertViolation("scope.to", with(new Scope(List.of(Ids.next()), null, null, NOW, Instant.MAX)));
        assertViolation("scope.from", with(new Scope(List.of(Ids.next()), null, null, Instant.MIN, NOW)));
        assertViolation(
                "scope.words",
                with(new Scope(List.of(Ids.next()), null, List.of("word"), null, NOW, NOW.plusSeconds(1))));
        assertViolation(
                "scope.personIds",
                with(new Scope(Collections.singletonList(null), null, null, NOW, NOW.plusSeconds(1))));
    }

    @Test
    void anEmergencyIsShortAndAQuotaIsBounded() {
        Instant day = NOW.plus(Duration.ofHours(24));
        assertThat(emergency(day).check(NOW).emergency()).isTrue();
        assertViolation("expiresAt", emergency(day.plusMillis(1)));
        assertThat(GOOD.check(NOW).viewsPerHour()).isEqualTo(10_000);
        assertThat(viewing(1).check(NOW).viewsPerHour()).isOne();
        assertViolation("viewsPerHour", viewing(0));
        assertViolation("viewsPerHour", viewing(100_001));
    }

    private static GrantRequest emergency(Instant end) {
        return new GrantRequest("security-incident", "C", "long enough now", SCOPE, end, true, null);
    }

    private static GrantRequest viewing(int records) {
        return new GrantRequest("litigation", "C", "long enough now", SCOPE, GOOD.expiresAt(), null, records);
    }

    @Test
    void neverPrintsWhatItHolds() {
        assertThat(GOOD).hasToString("[redacted]");
        assertThat(GOOD.check(NOW)).hasToString("[redacted]");
    }

    private static GrantRequest with(Scope scope) {
        return new GrantRequest("litigation", "C", "long enough now", scope, NOW.plusSeconds(60), null, null);
    }

    private static void assertViolation(String field, GrantRequest request) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> request.check(NOW))
                .satisfies(problem -> assertThat(problem.violations())
                        .extracting(Violation::field)
                        .containsExactly(field));
    }
}
