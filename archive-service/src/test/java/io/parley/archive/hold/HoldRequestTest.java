package io.parley.archive.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.archive.officer.Scope;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Violation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HoldRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PersonId OFFICER = PersonId.next();
    private static final List<@Nullable UUID> ONE = List.of(new UUID(1, 2));
    private static final Scope SCOPE = new Scope(ONE, null, null, null, null);

    @Test
    void acceptsACompleteRequest() {
        LegalHold hold = new HoldRequest(" Prices ", "CASE-1", SCOPE, "silent", "§ 142 AO").check(OFFICER, NOW);

        assertThat(hold.name()).isEqualTo("Prices");
        assertThat(hold.visibility()).isEqualTo(Visibility.SILENT);
        assertThat(hold.scope().persons()).containsExactly(new PersonId(new UUID(1, 2)));
        assertThat(hold.scope().period()).isEqualTo(new Period(null, null));
        assertThat(hold.placedBy()).isEqualTo(OFFICER);
        assertThat(hold.state()).isEqualTo("in-force");
    }

    @Test
    void namesTheFieldThatBreaksARule() {
        String tooLong = "x".repeat(201);
        assertViolation("name", new HoldRequest(null, "C", SCOPE, "visible", "law"));
        assertViolation("name", new HoldRequest(" ", "C", SCOPE, "visible", "law"));
        assertViolation("name", new HoldRequest(tooLong, "C", SCOPE, "visible", "law"));
        assertViolation("name", new HoldRequest("a\0b", "C", SCOPE, "visible", "law"));
        assertViolation("caseRef", new HoldRequest("N", null, SCOPE, "visible", "law"));
        assertViolation("caseRef", new HoldRequest("N", tooLong, SCOPE, "visible", "law"));
        assertViolation("scope", new HoldRequest("N", "C", null, "visible", "law"));
        assertViolation("visibility", new HoldRequest("N", "C", SCOPE, null, "law"));
        assertViolation("visibility", new HoldRequest("N", "C", SCOPE, "hidden", "law"));
        assertViolation("ground", new HoldRequest("N", "C", SCOPE, "visible", null));
        assertViolation("ground", new HoldRequest("N", "C", SCOPE, "silent", " "));
        assertViolation("ground", new HoldRequest("N", "C", SCOPE, "silent", "x".repeat(4001)));
    }

    @Test
    void namesWhatIsWrongInAScope() {
        assertViolation("scope.to", with(new Scope(ONE, null, null, NOW, NOW)));
        assertViolation("scope.to", with(new Scope(ONE, null, null, null, Instant.MAX)));
        assertViolation("scope.from", with(new Scope(ONE, null, null, Instant.MIN, null)));
        assertViolation("scope.personIds", with(new Scope(Collections.singletonList(null), null, null, null, null)));
        assertViolation(
                "scope.conversationIds",
                with(new Scope(null, Collections.nCopies(1001, new UUID(1, 2)), null, null, null)));
    }

    @Test
    void meansEverybodyOnlyWhenThatIsSaid() {
        assertViolation("scope.everybody", with(new Scope(null, null, null, null, null)));
        assertViolation("scope.everybody", with(new Scope(List.of(), List.of(), false, null, null)));
        assertViolation("scope.everybody", with(new Scope(ONE, null, true, null, null)));
        assertViolation("scope.everybody", with(new Scope(null, ONE, true, null, null)));

        assertThat(with(new Scope(List.of(), null, true, null, null))
                        .check(OFFICER, NOW)
                        .scope()
                        .isEverybody())
                .isTrue();
    }

    @Test
    void neverPrintsWhatItHolds() {
        var request = new HoldRequest("a name", "CASE-1", SCOPE, "silent", "a ground");

        assertThat(request).hasToString("[redacted]");
        assertThat(request.check(OFFICER, NOW).toString())
                .doesNotContain("a name")
                .doesNotContain("CASE")
                .doesNotContain("a ground");
    }

    private static HoldRequest with(Scope scope) {
        return new HoldRequest("N", "C", scope, "visible", "law");
    }

    private static void assertViolation(String field, HoldRequest request) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> request.check(OFFICER, NOW))
                .satisfies(problem -> assertThat(problem.violations())
                        .extracting(Violation::field)
                        .containsExactly(field));
    }
}
