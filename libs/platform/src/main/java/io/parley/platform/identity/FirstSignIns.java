package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.SignInLinks.Answer;
import io.parley.platform.identity.SignInLinks.FirstSignIn;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Asks for links and remembers the answers until the people registry's topic tells of them, so that an account costs
/// one question and not one per request.
final class FirstSignIns {

    private static final int MOST_REMEMBERED = 10_000;
    private static final long REFUSED_FOR_MS = 5_000;

    private final SignInLinks links;
    private final PersonDirectory people;
    private final Clock clock;
    private final Map<SignIn, Answer> linked = new ConcurrentHashMap<>();
    private final Map<SignIn, Refused> refused = new ConcurrentHashMap<>();

    FirstSignIns(SignInLinks links, PersonDirectory people, Clock clock) {
        this.links = links;
        this.people = people;
        this.clock = clock;
        people.onChange(this::forgetTold);
    }

    private record Refused(ErrorCode why, long untilMs) {}

    /// The person whom the account was just linked to, by this process, if the topic does not say so yet.
    Optional<Person> linkedLately(SignIn signIn) {
        return Optional.ofNullable(linked.get(signIn)).map(Answer::personId).flatMap(people::find);
    }

    /// Fails with the refusal, and as unavailable when the registry cannot be asked.
    Person link(FirstSignIn first) {
        SignIn signIn = first.signIn();
        Refused before = refused.get(signIn);
        if (before != null && clock.millis() < before.untilMs()) {
            throw refusal(before.why());
        }
        Answer answer = links.link(first);
        PersonId person = answer.personId();
        if (person == null) {
            throw refused(signIn, answer.refusal());
        }
        remember(signIn, person, answer);
        return people.find(person).orElseThrow(() -> refusal(ErrorCode.PERSON_UNKNOWN));
    }

    private DomainException refused(SignIn signIn, @Nullable ErrorCode why) {
        ErrorCode code = why == null ? ErrorCode.PERSON_UNKNOWN : why;
        makeRoom(refused);
        refused.put(signIn, new Refused(code, clock.millis() + REFUSED_FOR_MS));
        return refusal(code);
    }

    /// The topic may have been faster than the answer: then it counts, and nothing is remembered.
    private void remember(SignIn signIn, PersonId person, Answer answer) {
        makeRoom(linked);
        linked.put(signIn, answer);
        people.find(person).ifPresent(this::forgetTold);
    }

    private void forgetTold(Person person) {
        if (!linked.isEmpty()) {
            linked.values()
                    .removeIf(answer -> person.id().equals(answer.personId()) && person.version() >= answer.revision());
        }
    }

    private static void makeRoom(Map<SignIn, ?> memory) {
        if (memory.size() >= MOST_REMEMBERED) {
            memory.clear();
        }
    }

    static DomainException refusal(ErrorCode why) {
        return new DomainException(
                why,
                why == ErrorCode.IDENTITY_MISMATCH
                        ? "this person signs in with another account; an administrator can link this one"
                        : "this account is not in the people registry of this region");
    }
}
