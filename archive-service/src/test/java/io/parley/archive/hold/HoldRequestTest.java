package io.parley.archive.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.archive.officer.Scope;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Violation;
import java.time.Instant;
import java.time.LocalDate;
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
        LegalHold hold = new HoldRequest(" Prices ", "CASE-1", SCOPE, "silent", "§ 142 AO", null).check(OFFICER, NOW);

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
        assertViolation("name", new HoldRequest(null, "C", SCOPE, "visible", "law", null));
        assertViolation("name", new HoldRequest(" ", "C", SCOPE, "visible", "law", null));
        assertViolation("name", new HoldRequest(tooLong, "C", SCOPE, "visible", "law", null));
        assertViolation("name", new HoldRequest("a\0b", "C", SCOPE, "visible", "law", null));
        assertViolation("caseRef", new HoldRequest("N", null, SCOPE, "visible", "law", null));
        assertViolation("caseRef", new HoldRequest("N", tooLong, SCOPE, "visible", "law", null));
        assertViolation("scope", new HoldRequest("N", "C", null, "visible", "law", null));
        assertViolation("visibility", new HoldRequest("N", "C", SCOPE, null, "law", null));
        assertViolation("visibility", new HoldRequest("N", "C", SCOPE, "hidden", "law", null));
        assertViolation("ground", new HoldRequest("N", "C", SCOPE, "visible", null, null));
        assertViolation("ground", new HoldRequest("N", "C", SCOPE, "silent", " ", null));
        assertViolation("ground", new HoldRequest("N", "C", SCOPE, "silent", "x".repeat(4001), null));
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
    void isReviewedWithinAYear() {
        LocalDate today = LocalDate.of(2026, 11, 22);
        for (LocalDate wrong :
                List.of(today, today.minusDays(1), today.plusYears(1).plusDays(1))) {
            assertViolation("reviewDate", new HoldRequest("N", "C", SCOPE, "silent", "law", wrong));
        }
        assertThat(new HoldRequest("N", "C", SCOPE, "silent", "law", today.plusDays(1))
                        .check(OFFICER, NOW)
                        .reviewDate())
                .isEqualTo("2026-11-23");
        assertThat(with(SCOPE).check(OFFICER, NOW).reviewDate()).isEqualTo("2027-11-22");
    }

    @Test
    void takesWordsOnceAndInOrder() {
        assertThat(words(List.of("beta", " alpha ", "beta"))
                        .check(OFFICER, NOW)
                        .scope()
                        .words())
                .containsExactly("alpha", "beta");
        assertViolation("scope.words", words(Collections.singletonList(null)));
        assertViolation("scope.words", words(List.of(" ")));
        assertViolation("scope.words", words(List.of("x".repeat(201))));
        assertViolation("scope.words", words(Collections.nCopies(51, "x")));
        assertThat(new Scope(ONE, null, List.of("secretword"), null, null, null).toString())
                .doesNotContain("secretword");
    }

    private static HoldRequest words(List<@Nullable String> words) {
        return with(new Scope(ONE, null, words, null, null, null));
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
        var request = new HoldRequest("a name", "CASE-1", SCOPE, "silent", "a ground", null);

        assertThat(request).hasToString("[redacted]");
        assertThat(request.check(OFFICER, NOW).toString())
                .doesNotContain("a name")
                .doesNotContain("CASE")
                .doesNotContain("a ground");
    }

    private static HoldRequest with(Scope scope) {
        return new HoldRequest("N", "C", scope, "visible", "law", null);
    }

    private static void assertViolation(String field, HoldRequest request) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> request.check(OFFICER, NOW))
                .satisfies(problem -> assertThat(problem.violations())
                        .extracting(Violation::field)
                        .containsExactly(field));
    }
}
