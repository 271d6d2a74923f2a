package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstMayGo = new CountDownLatch(1);
    private volatile boolean down;
    private final Arrivals arrivals = new Arrivals(new History(), this::greetings);

    private List<Greetings.Greeting> greetings(PeopleAsked people) {
        return people.personIds().stream()
                .map(person -> new Greetings.Greeting(person, 1))
                .toList();
    }

    @Test
    void asksTogetherForThoseWhoComeWhileAQuestionIsUnderWay() {
        try (var hellos = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Arrivals.Arrival>> answers = IntStream.range(0, 400)
                    .mapToObj(_ -> CompletableFuture.supplyAsync(() -> arrivals.of(PersonId.next()), hellos))
                    .toList();
            await().until(() -> sizes.size() == 1);
            firstMayGo.countDown();
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.join().standings()).hasSize(1);
                assertThat(answer.join().pendingNotices()).isEqualTo(1);
            });
        }
        assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(400);
        assertThat(sizes).hasSizeLessThan(20);
    }

    @Test
    void tellsEachWhyItFailedAndGoesOnAfterwards() {
        firstMayGo.countDown();
        down = true;
        assertThatThrownBy(() -> arrivals.of(PersonId.next())).isInstanceOf(DomainException.class);
        down = false;
        assertThat(arrivals.of(PersonId.next()).standings()).hasSize(1);
    }

    private final class History implements MessageHistory {

        @Override
        public List<Standings> standings(PeopleAsked people) {
            sizes.add(people.personIds().size());
            try {
                firstMayGo.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (down) {
                throw DomainException.unavailable("message-service", null);
            }
            return people.personIds().stream()
                    .map(person -> new Standings(person, List.of(new Standing(UUID.randomUUID(), 1, 0, 0))))
                    .toList();
        }

        @Override
        public byte @Nullable [] run(UUID id, long after, int limit, UUID personId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Members members(UUID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Size size(UUID id, int most) {
            throw new UnsupportedOperationException();
        }
    }
}
