package io.parley.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PersonKind;
import io.parley.contracts.event.PersonState;
import io.parley.platform.identity.SignInLinks.Answer;
import io.parley.platform.identity.SignInLinks.FirstSignIn;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.region.ParleyProperties.LinkBy;
import io.parley.testing.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.security.oauth2.jwt.Jwt;

class TokenVerifierTest {

    private static final String ISSUER = "https://issuer.example";
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    private final TestClock clock = new TestClock(NOW);
    private final PersonDirectory directory = new PersonDirectory(new DeadLetters(
            new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(Map.of())), new SimpleMeterRegistry()));
    private final List<FirstSignIn> asked = new ArrayList<>();
    private final PersonId alice = PersonId.next();
    private SignInLinks registry = first -> Answer.linked(alice, 2);
    private TokenVerifier verifier = verifier(LinkBy.USER_NAME);

    @BeforeEach
    void begin() {
        directory.completeWhen(() -> true);
    }

    @Test
    void asksOnceWhoseAccountItIsAndRemembersTheAnswerUntilTheTopicTells() {
        apply(state(alice, "alice", 1));

        assertThat(verify("alice", "s1")).isEqualTo(alice);
        assertThat(verify("alice", "s1")).isEqualTo(alice);
        apply(state(alice, "alice", 2).addSignIns(signIn("s1")));
        assertThat(verify("renamed", "s1")).isEqualTo(alice);
        assertThat(asked).hasSize(1);
    }

    @Test
    void forgetsItsOwnAnswerWhenTheTopicTellsOfAnotherAccount() {
        apply(state(alice, "alice", 1));
        verify("alice", "s1");

        apply(state(alice, "alice", 3).addSignIns(signIn("s2")));

        refuses("alice", "s1", ErrorCode.IDENTITY_MISMATCH);
        assertThat(verify("alice", "s2")).isEqualTo(alice);
    }

    @Test
    void theTopicMayTellOfTheLinkWhileATokenIsRead() {
        apply(state(alice, "alice", 1));
        var questions = new AtomicInteger();
        directory.completeWhen(() -> {
            if (questions.incrementAndGet() == 2) {
                apply(state(alice, "alice", 2).addSignIns(signIn("s1")));
            }
            return true;
        });

        assertThat(verify("alice", "s1")).isEqualTo(alice);
    }

    @Test
    void theTopicMayBeFasterThanTheAnswer() {
        registry = first -> {
            apply(state(alice, "alice", 4));
            return Answer.linked(alice, 2);
        };
        apply(state(alice, "alice", 1));

        verify("alice", "s1");
        verify("alice", "s1");

        assertThat(asked).hasSize(2);
    }

    @Test
    void refusesAnotherAccountOfTheSameNameWithoutAsking() {
        apply(state(alice, "alice", 1).addSignIns(signIn("s1")));

        refuses("alice", "s2", ErrorCode.IDENTITY_MISMATCH);
        refuses("nobody", "s3", ErrorCode.PERSON_UNKNOWN);
        assertThat(asked).isEmpty();
    }

    @Test
    void linksNobodyWhoIsFrozenOrElsewhere() {
        apply(state(alice, "alice", 1).setActive(false));
        refuses("alice", "s1", ErrorCode.PERSON_FROZEN);

        apply(state(alice, "alice", 2).setRegion("cn"));
        refuses("alice", "s1", ErrorCode.WRONG_REGION);
        assertThat(asked).isEmpty();
    }

    @Test
    void refusesAnEndedAccountBeforeAnybodyFreezesItAndEndsItsSessionsThen() {
        Instant end = NOW.plusSeconds(60);
        apply(state(alice, "alice", 1).addSignIns(signIn("s1")).setExpiresAtMs(end.toEpochMilli()));

        assertThat(caller("alice", "s1").tokenExpires()).isEqualTo(end);
        clock.advance(Duration.ofSeconds(60));
        refuses("alice", "s1", ErrorCode.PERSON_FROZEN);
    }

    @Test
    void theAccountOfSomebodyDeletedIsFrozenUntilTheNameIsGivenAgain() {
        apply(state(alice, "alice", 1).addSignIns(signIn("s1")));
        apply(state(alice, "alice", 2).addSignIns(signIn("s1")).setActive(false).setDeleted(true));
        refuses("alice", "s1", ErrorCode.PERSON_FROZEN);

        PersonId next = PersonId.next();
        registry = first -> Answer.linked(next, 2);
        apply(state(next, "alice", 1));
        assertThat(verify("alice", "s1")).isEqualTo(next);
        apply(state(alice, "alice", 3).setActive(false).setDeleted(true));
        assertThat(verify("alice", "s1")).isEqualTo(next);
    }

    @Test
    void asksByVerifiedAddressWhateverTheNameAndNotAgainAtOnceWhenRefused() {
        verifier = verifier(LinkBy.EMAIL);
        registry = first -> "alice@example.org".equals(first.email())
                ? Answer.linked(alice, 2)
                : Answer.refused(ErrorCode.PERSON_UNKNOWN);
        apply(state(alice, "alice", 1));

        assertThat(person(verifier.caller(jwt("other", "s1")
                        .claim("email", "alice@example.org")
                        .claim("email_verified", true)
                        .build())))
                .isEqualTo(alice);
        Jwt unverified = jwt("other", "s2").claim("email", "alice@example.org").build();
        assertThatThrownBy(() -> verifier.caller(unverified)).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> verifier.caller(unverified)).isInstanceOf(DomainException.class);
        assertThat(asked).hasSize(2);
        clock.advance(Duration.ofSeconds(6));
        assertThatThrownBy(() -> verifier.caller(unverified)).isInstanceOf(DomainException.class);
        assertThat(asked).hasSize(3);
    }

    @Test
    void aTokenThatNamesNoAccountIsNone() {
        apply(state(alice, "alice", 1));
        assertThatThrownBy(() -> verifier.caller(jwt("alice", " ").build()))
                .isInstanceOfSatisfying(
                        DomainException.class, none -> assertThat(none.code()).isEqualTo(ErrorCode.UNAUTHENTICATED));
    }

    private TokenVerifier verifier(LinkBy linkBy) {
        var properties = new ParleyProperties(
                "message",
                "eu",
                "",
                new ParleyProperties.Oidc(URI.create(ISSUER), "", "", linkBy, null, null, "", ""),
                Map.of(),
                Map.of(),
                new ParleyProperties.Topics(3, (short) 1),
                new ParleyProperties.Security(List.of(), List.of()),
                new ParleyProperties.Tls(""));
        SignInLinks links = first -> {
            asked.add(first);
            return registry.link(first);
        };
        return new TokenVerifier(
                token -> {
                    throw new IllegalStateException(token);
                },
                directory,
                new FirstSignIns(links, directory, clock),
                properties,
                clock);
    }

    private PersonId verify(String userName, String subject) {
        return caller(userName, subject).personId();
    }

    private PersonCaller caller(String userName, String subject) {
        return (PersonCaller) verifier.caller(jwt(userName, subject).build());
    }

    private static PersonId person(Caller caller) {
        return ((PersonCaller) caller).personId();
    }

    private void refuses(String userName, String subject, ErrorCode code) {
        assertThatThrownBy(() -> verify(userName, subject))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(code));
    }

    private static Jwt.Builder jwt(String userName, String subject) {
        return Jwt.withTokenValue("t")
                .header("alg", "RS256")
                .issuer(ISSUER)
                .subject(subject)
                .expiresAt(NOW.plusSeconds(900))
                .claim("preferred_username", userName);
    }

    private static io.parley.contracts.event.SignIn signIn(String subject) {
        return io.parley.contracts.event.SignIn.newBuilder()
                .setIssuer(ISSUER)
                .setSubject(subject)
                .build();
    }

    private static PersonState.Builder state(PersonId person, String userName, long version) {
        return PersonState.newBuilder()
                .setPersonId(person.bytes())
                .setUserName(userName)
                .setKind(PersonKind.EMPLOYEE)
                .setRegion("eu")
                .setActive(true)
                .setVersion(version);
    }

    private void apply(PersonState.Builder state) {
        PersonState told = state.build();
        directory.apply(List.of(
                new ConsumerRecord<>(Topics.PERSON, 0, 0, told.getPersonId().toByteArray(), told.toByteArray())));
    }
}
