package io.parley.archive.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.parley.archive.retention.PolicyRequest.Whom;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Violation;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PolicyRequestTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PersonId OFFICER = PersonId.next();

    @Test
    void meansToDeleteWhatEverybodyWroteUnlessItSaysOtherwise() {
        RetentionPolicy policy = new PolicyRequest(" Chats ", null, "text", null, "P6M", null).check(OFFICER, NOW);

        assertThat(policy.name()).isEqualTo("Chats");
        assertThat(policy.action()).isEqualTo(RetentionAction.DELETE_AFTER);
        assertThat(policy.audience().isEverybody()).isTrue();
        assertThat(policy.state()).isEqualTo("requested");
        assertThat(policy.isInForce()).isFalse();
    }

    @Test
    void takesEveryField() {
        UUID id = new UUID(1, 2);
        Whom whom = new Whom(List.of("guest", "bot"), List.of(id), List.of(id), List.of(id));
        RetentionPolicy policy =
                new PolicyRequest("MiFID", "keep-at-least", "file", whom, "P5Y", "eu").check(OFFICER, NOW);

        assertThat(policy.audience().kinds()).containsExactlyInAnyOrder(PersonKind.GUEST, PersonKind.BOT);
        assertThat(policy.audience().jurisdiction()).isEqualTo("eu");
        assertThat(PolicyView.of(policy).audience())
                .isEqualTo(new Whom(List.of("bot", "guest"), List.of(id), List.of(id), List.of(id)));
    }

    @Test
    void namesTheFieldThatBreaksARule() {
        assertViolation("name", new PolicyRequest(null, null, "text", null, "P1Y", null));
        assertViolation("name", new PolicyRequest("x".repeat(201), null, "text", null, "P1Y", null));
        assertViolation("name", new PolicyRequest("a\0b", null, "text", null, "P1Y", null));
        assertViolation("rule", new PolicyRequest("N", "delete", "text", null, "P1Y", null));
        assertViolation("class", new PolicyRequest("N", null, null, null, "P1Y", null));
        assertViolation("class", new PolicyRequest("N", null, "audit", null, "P1Y", null));
        assertViolation("period", new PolicyRequest("N", null, "text", null, null, null));
        assertViolation("period", new PolicyRequest("N", null, "text", null, "6 months", null));
        assertViolation("jurisdiction", new PolicyRequest("N", null, "text", null, "P1Y", "E U"));
        assertViolation("audience.kinds", with("text", new Whom(List.of("robot"), null, null, null)));
        assertViolation("audience.kinds", with("text", new Whom(Collections.singletonList(null), null, null, null)));
        assertViolation("audience.groups", with("text", new Whom(null, Collections.singletonList(null), null, null)));
        assertViolation(
                "audience.personIds",
                with("text", new Whom(null, null, Collections.nCopies(1001, new UUID(1, 2)), null)));
        assertViolation(
                "audience.conversationIds", with("text", new Whom(null, null, null, Collections.singletonList(null))));
        assertViolation("audience", with("metadata", new Whom(List.of("guest"), null, null, null)));
    }

    private static PolicyRequest with(String kind, Whom audience) {
        return new PolicyRequest("N", null, kind, audience, "P1Y", null);
    }

    private static void assertViolation(String field, PolicyRequest request) {
        assertThatExceptionOfType(DomainException.class)
                .isThrownBy(() -> request.check(OFFICER, NOW))
                .satisfies(problem -> assertThat(problem.violations())
                        .extracting(Violation::field)
                        .containsExactly(field));
    }
}
