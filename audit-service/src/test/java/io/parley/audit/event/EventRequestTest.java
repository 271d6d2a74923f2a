package io.parley.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventRequestTest {

    @Test
    void asksForEverythingByDefault() {
        var request = new EventRequest(null, null, null, null, null, null, null, null, null, null, null);

        assertThat(request.filter().summary()).isEmpty();
        assertThat(request.size()).isEqualTo(100);
        assertThat(request.afterIndex()).isEqualTo(Cursor.START);
    }

    @Test
    void takesTimesWithAnyOffset() {
        var request = new EventRequest(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "2026-03-01T20:00:00+08:00",
                "2026-03-01T12:00:01Z",
                null,
                null);

        assertThat(request.filter().from()).contains(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(request.filter().to()).contains(Instant.parse("2026-03-01T12:00:01Z"));
    }

    @Test
    void summarisesTheGivenFiltersInAFixedOrder() {
        var request = new EventRequest(
                "p-1", "grant.approved", null, null, "success", "case-7", null, null, null, null, null);

        assertThat(request.filter().summary())
                .isEqualTo("actor=p-1&action=grant.approved&outcome=success&caseRef=case-7");
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1000, 1000"})
    void takesAnyLimitFromOneToAThousand(String limit, int size) {
        assertThat(limited(limit).size()).isEqualTo(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "ten", "1e2", "99999999999"})
    void refusesOtherLimits(String limit) {
        assertRefused(limited(limit)::size, "limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "????", "AAAA", "AAAAAAAAAAAAAAAA"})
    void refusesCursorsThatItDidNotGive(String cursor) {
        var request = new EventRequest(null, null, null, null, null, null, null, null, null, cursor, null);

        assertRefused(request::afterIndex, "after");
    }

    @Test
    void refusesAnUnknownOutcome() {
        var request = new EventRequest(null, null, null, null, "maybe", null, null, null, null, null, null);

        assertRefused(request::filter, "outcome");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-03-01", "2026-03-01T12:00:00"})
    void refusesTimesWithoutAnOffset(String from) {
        var request = new EventRequest(null, null, null, null, null, null, null, from, null, null, null);

        assertRefused(request::filter, "from");
    }

    @Test
    void refusesOverlongValues() {
        var request = new EventRequest("x".repeat(201), null, null, null, null, null, null, null, null, null, null);

        assertRefused(request::filter, "actor");
    }

    @Test
    void aCursorLeadsBackToItsPlace() {
        assertThat(Cursor.index(Cursor.after(1_234_567_890_123L))).isEqualTo(1_234_567_890_123L);
    }

    private static EventRequest limited(String limit) {
        return new EventRequest(null, null, null, null, null, null, null, null, null, null, limit);
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String field) {
        assertThatThrownBy(call)
                .asInstanceOf(InstanceOfAssertFactories.type(DomainException.class))
                .satisfies(refused -> {
                    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(refused.violations())
                            .singleElement()
                            .satisfies(v -> assertThat(v.field()).isEqualTo(field));
                });
    }
}
