package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LaneTest {

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final Lane<String> lane = new Lane<>(this::quick, this::slow, _ -> {});

    private boolean quick(String item) {
        boolean quick = item.startsWith("quick");
        if (quick) {
            done.add(item + " on " + Thread.currentThread().isVirtual());
        }
        return quick;
    }

    private void slow(String item) {
        if (item.equals("slow")) {
            awaitAnswer();
        }
        done.add(item);
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void takesWhatCannotBlockAtOnceOnTheCallersThread() {
        lane.add("quick");
        assertThat(done).containsExactly("quick on false");
    }

    @Test
    void letsNothingOvertakeWhatBlocks() {
        lane.add("slow");
        lane.add("quick one");
        lane.add("quick two");
        assertThat(done).isEmpty();
        answer.countDown();
        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("slow", "quick one", "quick two");
        await().untilAsserted(() -> {
            lane.add("quick three");
            assertThat(done).contains("quick three on false");
        });
    }
}
