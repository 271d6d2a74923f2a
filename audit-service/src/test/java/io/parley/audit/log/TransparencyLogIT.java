package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.platform.signing.NoteKeyUnusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;

class TransparencyLogIT {

    private final LogFixture fixture = LogFixture.opened();

    @Test
    void beginsWithASignedCheckpointOfNothing() {
        SignedCheckpoint first = fixture.log.checkpoint();

        assertThat(first.size()).isZero();
        assertThat(first.note()).startsWith("parley.audit.test\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n— ");
        assertThat(LogFixture.key(1).signed(first.note())).isTrue();
    }

    @Test
    void openingAgainChangesNothing() {
        fixture.append(LogFixture.submissions(3));

        fixture.sibling().open();

        assertThat(fixture.log.size()).isEqualTo(3);
    }

    @Test
    void signsTheRootThatTheStandardDefinesAfterEachBatch() {
        for (int batch : new int[] {1, 1, 5, 248, 1, 1, 300}) {
            fixture.append(LogFixture.submissions(batch));
            SignedCheckpoint latest = fixture.log.checkpoint();

            assertThat(latest.root().bytes()).isEqualTo(fixture.definedRoot(latest.size()));
            assertThat(LogFixture.key(1).signed(latest.note())).isTrue();
        }
        assertThat(fixture.log.size()).isEqualTo(557);
    }

    @Test
    void crossesTheBorderOfTheSecondLevel() {
        fixture.append(LogFixture.submissions(65_536 - 3));
        fixture.append(LogFixture.submissions(5));
        SignedCheckpoint latest = fixture.log.checkpoint();

        assertThat(latest.root().bytes()).isEqualTo(fixture.definedRoot(65_538));
        assertThat(fixture.store.tile(TilePath.Hashes.full(1, 0))).isPresent();
        assertThat(fixture.store.tile(new TilePath.Hashes(2, 0, 1))).isPresent();
        assertThat(fixture.store.tile(new TilePath.Hashes(1, 1, 1))).isEmpty();
    }

    @Test
    void keepsTheOrderOfABatch() {
        List<Submission> batch = LogFixture.submissions(300);

        assertThat(fixture.append(batch)).extracting(Appended::id).containsExactlyElementsOf(ids(batch));
        assertThat(fixture.append(LogFixture.submissions(1)))
                .extracting(Appended::index)
                .containsExactly(300L);
    }

    @Test
    void commitsToSaltAndBody() {
        Submission submission = new Submission(new EntryId(UUID.randomUUID()), "{\"a\":\"é\"}");
        Appended appended = fixture.append(List.of(submission)).getFirst();

        assertThat(fixture.store.commitment(0))
                .isEqualTo(Hash.commitment(appended.salt().bytes(), LogFixture.utf8("{\"a\":\"é\"}")));
    }

    @Test
    void appendsWhatArrivesTwiceOnce() {
        List<Submission> batch = LogFixture.submissions(3);
        fixture.append(batch);

        List<Submission> redelivered = new ArrayList<>(batch);
        redelivered.addAll(LogFixture.submissions(1));
        redelivered.add(redelivered.getLast());

        assertThat(fixture.append(redelivered)).extracting(Appended::index).containsExactly(3L);
        assertThat(fixture.log.size()).isEqualTo(4);
    }

    @Test
    void makesNoCheckpointForABatchThatIsKnown() {
        List<Submission> batch = LogFixture.submissions(2);
        fixture.append(batch);
        String before = fixture.log.checkpoint().note();

        assertThat(fixture.append(batch)).isEmpty();
        assertThat(fixture.log.checkpoint().note()).isEqualTo(before);
    }

    @Test
    void leavesNothingBehindWhenTheTransactionFails() {
        List<Submission> batch = LogFixture.submissions(2);

        assertThatThrownBy(() -> fixture.transaction.executeWithoutResult(_ -> {
                    fixture.log.append(batch);
                    throw new IllegalStateException("crash");
                }))
                .hasMessage("crash");

        assertThat(fixture.log.size()).isZero();
        assertThat(fixture.append(batch)).hasSize(2);
    }

    @Test
    void aWriterThatDiesInTheMiddleLeavesNothingAndBlocksNobody() {
        assertThatThrownBy(() -> fixture.transaction.executeWithoutResult(_ -> {
                    fixture.log.append(LogFixture.submissions(2));
                    fixture.asService()
                            .sql(
                                    "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                            .query()
                            .listOfRows();
                    fixture.log.size();
                }))
                .isInstanceOf(DataAccessException.class);

        LogFixture other = fixture.sibling();
        assertThat(other.log.size()).isZero();
        assertThat(other.append(LogFixture.submissions(1))).hasSize(1);
    }

    @Test
    void twoInstancesThatAppendAtOnceMakeOneLog() throws Exception {
        int batches = 40;
        LogFixture other = fixture.sibling();
        List<List<Submission>> shared = IntStream.range(0, batches)
                .mapToObj(_ -> LogFixture.submissions(7))
                .toList();

        inParallel(
                () -> appendAll(fixture, shared),
                () -> appendAll(other, shared.reversed()),
                () -> appendAll(
                        other,
                        IntStream.range(0, batches)
                                .mapToObj(_ -> LogFixture.submissions(3))
                                .toList()));

        assertThat(fixture.log.size()).isEqualTo(batches * 10L);
        assertThat(fixture.log.checkpoint().root().bytes()).isEqualTo(fixture.definedRoot(batches * 10L));
        assertEveryCheckpointExtendsTheOneBefore();
    }

    @Test
    void theDatabaseRefusesASecondFuture() {
        fixture.append(LogFixture.submissions(2));

        assertThatThrownBy(() -> fixture.store.publish(1, Hash.EMPTY_TREE, "fork", Optional.of(0L)))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void provesEveryEntryUnderTheLatestCheckpoint() {
        List<Submission> batch = LogFixture.submissions(260);
        fixture.append(batch);
        byte[] root = fixture.definedRoot(260);

        for (Submission submission : batch) {
            InclusionProof proof = fixture.log.prove(submission.id()).orElseThrow();
            assertThat(ProofVerifier.included(
                            proof.index(), 260, ProofVerifier.leaf(proof.entry().bytes()), bytes(proof.path()), root))
                    .isTrue();
        }
    }

    @Test
    void provesNothingThatWasNotAppended() {
        assertThat(fixture.log.prove(new EntryId(UUID.randomUUID()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 4})
    void hasNoConsistencyProofFromASizeItNeverHad(long size) {
        fixture.append(LogFixture.submissions(3));

        assertThat(fixture.log.consistency(size)).isEmpty();
    }

    @Test
    void servesThePartialTileOfAnEarlierCheckpointForEver() {
        fixture.append(LogFixture.submissions(5));
        List<Hash> before = fixture.store.read(new TilePath.Hashes(0, 0, 5));
        fixture.append(LogFixture.submissions(600));

        assertThat(fixture.store.read(new TilePath.Hashes(0, 0, 5))).isEqualTo(before);
        assertThat(fixture.store.read(TilePath.Hashes.full(0, 0)).subList(0, 5)).isEqualTo(before);
    }

    @Test
    void doesNotSignOnTopOfAChangedEntry() {
        fixture.append(LogFixture.submissions(3));
        fixture.asOwner()
                .sql("ALTER TABLE log_entry DISABLE TRIGGER append_only")
                .update();
        fixture.asOwner()
                .sql("UPDATE log_entry SET commitment = sha256('x') WHERE entry_index = 1")
                .update();

        assertThatThrownBy(() -> fixture.append(LogFixture.submissions(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("log.root: ");
        assertThat(fixture.log.size()).isEqualTo(3);
    }

    @Test
    void refusesToGoOnWithAnotherKey() {
        assertThatThrownBy(() -> fixture.withKey(LogFixture.key(2)).open())
                .isInstanceOf(NoteKeyUnusable.class)
                .hasMessageContaining("(expected: the key that signed the checkpoint of size 0)");
    }

    private void assertEveryCheckpointExtendsTheOneBefore() {
        List<SignedCheckpoint> all = fixture.asService()
                .sql("SELECT size, root, note FROM log_checkpoint WHERE size > 0 ORDER BY size")
                .query((row, _) -> new SignedCheckpoint(row.getLong(1), Hash.of(row.getBytes(2)), row.getString(3)))
                .list();
        for (int i = 1; i < all.size(); i++) {
            SignedCheckpoint old = all.get(i - 1);
            SignedCheckpoint next = all.get(i);
            List<Hash> path = new Prover(fixture.store, next.size()).consistency(old.size());
            assertThat(ProofVerifier.consistent(
                            old.size(),
                            next.size(),
                            old.root().bytes(),
                            next.root().bytes(),
                            bytes(path)))
                    .isTrue();
        }
    }

    private static int appendAll(LogFixture instance, List<List<Submission>> batches) {
        return batches.stream().mapToInt(batch -> instance.append(batch).size()).sum();
    }

    @SafeVarargs
    private static void inParallel(Callable<Integer>... tasks) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> done : threads.invokeAll(List.of(tasks))) {
                assertThat(done.get()).isNotNegative();
            }
        }
    }

    private static List<EntryId> ids(List<Submission> batch) {
        return batch.stream().map(Submission::id).toList();
    }

    private static List<byte[]> bytes(List<Hash> path) {
        return path.stream().map(Hash::bytes).toList();
    }
}
