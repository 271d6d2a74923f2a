package io.parley.archive.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.BasisRecord;
import io.parley.contracts.event.Ground;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class BasisViewTest {

    private final PersonId alice = PersonId.next();
    private final BasisView view = new BasisView();

    @Test
    void knowsNothingBeforeTheTopicWasReadToItsEnd() {
        view.apply(List.of(BasisRecords.at(0, BasisRecords.watermark(1_000))));

        assertThat(view.completeUpTo()).isEqualTo(Instant.EPOCH);
        assertThat(view.offset()).isEqualTo(-1);

        view.trustWhen(() -> true);
        assertThat(view.completeUpTo()).isEqualTo(Instant.ofEpochMilli(1_000));
        assertThat(view.offset()).isZero();
    }

    @Test
    void followsTheArchivePurposeOnly() {
        var given = List.of(BasisRecords.entry(5, Ground.CONSENT));
        view.apply(List.of(BasisRecords.at(0, BasisRecords.history(alice, "ai", given))));
        assertThat(view.history(alice)).isEqualTo(BasisHistory.EMPTY);

        view.apply(List.of(BasisRecords.at(1, BasisRecords.history(alice, "archive", given))));
        assertThat(view.history(alice).entries()).hasSize(1);
    }

    @Test
    void forgetsWhoWasErased() {
        view.apply(List.of(BasisRecords.at(
                0, BasisRecords.history(alice, "archive", List.of(BasisRecords.entry(5, Ground.CONSENT))))));

        view.apply(List.of(new ConsumerRecord<>(Topics.BASIS, 0, 1, BasisRecords.key(alice, "archive"), null)));

        assertThat(view.history(alice)).isEqualTo(BasisHistory.EMPTY);
    }

    @Test
    void stopsAtARecordItCannotReadInsteadOfPassingAWithdrawal() {
        view.trustWhen(() -> true);
        List<ConsumerRecord<byte[], byte[]>> batch = List.of(
                new ConsumerRecord<>(Topics.BASIS, 0, 0, new byte[] {1}, new byte[] {(byte) 0xff}),
                BasisRecords.at(1, BasisRecords.watermark(1_000)));

        assertThatThrownBy(() -> view.apply(batch)).hasMessageContaining("offset 0");
        assertThatThrownBy(() -> view.apply(List.of(BasisRecords.at(0, BasisRecord.getDefaultInstance()))))
                .hasMessageContaining("offset 0");
        assertThat(view.completeUpTo()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void doesNotAdvanceWhenAListenerFailsAndTellsItAgain() {
        view.trustWhen(() -> true);
        List<Long> told = new ArrayList<>();
        view.onChange(changes -> {
            told.add(changes.getFirst().offset());
            if (told.size() == 1) {
                throw new IllegalStateException("the database is down");
            }
        });
        List<ConsumerRecord<byte[], byte[]>> batch = List.of(
                BasisRecords.at(
                        7, BasisRecords.history(alice, "archive", List.of(BasisRecords.entry(5, Ground.CONSENT)))),
                BasisRecords.at(8, BasisRecords.watermark(9)));

        assertThatThrownBy(() -> view.apply(batch)).hasMessage("the database is down");
        assertThat(view.completeUpTo()).isEqualTo(Instant.EPOCH);

        view.apply(batch);
        assertThat(told).containsExactly(7L, 7L);
        assertThat(view.completeUpTo()).isEqualTo(Instant.ofEpochMilli(9));
    }

    @Test
    void wakesAWaiterWhenItHasComeFarEnoughAndReleasesItInTimeWhenNot() throws InterruptedException {
        view.trustWhen(() -> true);
        assertThat(view.awaitCompleteUpTo(Instant.ofEpochMilli(10), Duration.ofMillis(20)))
                .isFalse();

        CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(this::awaitTen);
        view.apply(List.of(BasisRecords.at(0, BasisRecords.watermark(10))));
        assertThat(waiter.join()).isTrue();
    }

    private boolean awaitTen() {
        try {
            return view.awaitCompleteUpTo(Instant.ofEpochMilli(10), Duration.ofSeconds(20));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
