package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.parley.archive.search.IndexMovedOnException;
import io.parley.archive.search.Indexer;
import io.parley.archive.search.SearchTokens;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.testing.TestKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;

/// The words of the archive go from one index key to the next, and nobody who searches or holds notices.
class IndexRotationIT extends RunningOffice {

    private static final String ROTATION = "/v1/archive/index/rotation";
    private static final int MORE_THAN_A_BATCH = 25;

    @Autowired
    SearchTokens tokens;

    @Autowired
    TransactionOperations transactions;

    private Http admin;

    @BeforeEach
    void people() {
        admin = somebody("admin");
        awaitDone();
    }

    @Test
    void everythingIsFoundBeforeDuringAndAfter() throws SQLException {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        talk.post(alice, "我家在上海东边");
        IntStream.range(0, MORE_THAN_A_BATCH).forEach(n -> talk.post(alice, "nothing " + n));
        talk.post(alice, "上海 again");
        settled(talk);
        long last = talk.lastSeq();
        String grant = granted(talk);
        hold(talk, "again");
        List<Long> before = digests(talk, 1);

        try (Connection half = database.asOwner().getConnection()) {
            lock(half, talk, last);
            int begun = begun();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(digests(talk, 1)).isNotEqualTo(before));
            talk.post(alice, "and 上海 once more");
            settled(talk);
            hold(talk, "once more");

            assertThat(found(grant, "上海")).containsExactly(1L, last, last + 1);
            assertThat(held(talk)).containsExactlyInAnyOrder(last, last + 1);
            assertThat(admin.post(ROTATION, "{}").code()).isEqualTo("conflict");
            assertThat(generation().path("generation").asInt()).isEqualTo(begun);
            half.rollback();
        }
        awaitDone();

        assertThat(found(grant, "上海")).containsExactly(1L, last, last + 1);
        assertThat(held(talk)).containsExactlyInAnyOrder(last, last + 1);
        assertThat(digests(talk, 1)).doesNotContainAnyElementsOf(before);
        assertThat(words()).contains("again", "once more");
    }

    @Test
    void theOldKeyIsDestroyedAndNothingIsWrittenUnderItAnyMore() {
        Indexer old = tokens.indexer();
        KeyId key = tokens.key().id();
        begun();
        awaitDone();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(keys.lookup(List.of(key))).isEmpty());
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> tokens.pinned(old)))
                .isInstanceOf(IndexMovedOnException.class);
        transactions.executeWithoutResult(status -> tokens.pinned(tokens.indexer()));
    }

    @Test
    void theWordsOfTheErasedGo() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        talk.post(alice, "something to forget");
        settled(talk);
        UUID key = asOwner()
                .query(
                        "SELECT key_id FROM record WHERE conversation_id = ?",
                        (rs, n) -> rs.getObject(1, UUID.class),
                        talk.id().value())
                .getFirst();
        TestKeys.shared().destroy(key.toString());
        keys.retire(new KeyId(key));

        begun();
        awaitDone();

        assertThat(digests(talk, 1)).isEmpty();
    }

    /// Somebody else may merge them in between, hence more than one try.
    @Test
    void whatWasSaidIsMergedIntoTheIndex() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            talk.post(alice, "words that wait");
            settled(talk);
            return asService()
                            .queryForList("SELECT merge_waiting_words()", Long.class)
                            .getFirst()
                    > 0;
        });

        assertThat(found(granted(talk), "wait")).startsWith(1L);
    }

    @Test
    void onlyAdministratorsBeginOneAndTheServiceChangesNothingElse() {
        assertThat(officer.post(ROTATION, "{}").code()).isEqualTo("forbidden");
        assertThat(officer.get(ROTATION).code()).isEqualTo("forbidden");
        assertThatThrownBy(() -> asService().update("UPDATE record SET tokens = '{}'"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> asService().update("DELETE FROM index_generation"))
                .hasStackTraceContaining("permission denied");
    }

    private int begun() {
        Http.Answer answer = admin.post(ROTATION, "{}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().path("state").asString()).isEqualTo("running");
        return answer.body().path("generation").asInt();
    }

    private void awaitDone() {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(generation().path("state").asString()).isEqualTo("done"));
    }

    private JsonNode generation() {
        return admin.get(ROTATION).body();
    }

    private List<Long> found(String grant, String words) {
        Http.Answer answer =
                officer.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\",\"text\":\"" + words + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private void hold(Conversation talk, String words) {
        assertThat(officer.post("/v1/archive/holds", """
                {"name":"n","caseRef":"c","visibility":"visible","ground":"g",
                 "scope":{"conversationIds":["%s"],"words":["%s"]}}""".formatted(talk.id(), words))
                        .status())
                .isEqualTo(201);
    }

    private Set<String> words() {
        return officer.get("/v1/archive/holds?limit=1000")
                .body()
                .path("items")
                .valueStream()
                .flatMap(hold -> hold.path("scope").path("words").valueStream())
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    private List<Long> held(Conversation talk) {
        return asOwner()
                .query(
                        "SELECT seq FROM record WHERE conversation_id = ? AND is_held(conversation_id, sender_id, accepted_at)",
                        (rs, n) -> rs.getLong(1),
                        talk.id().value());
    }

    private List<Long> digests(Conversation talk, long seq) {
        return asOwner()
                .query(
                        "SELECT unnest(tokens) FROM record WHERE conversation_id = ? AND seq = ?",
                        (rs, n) -> rs.getLong(1),
                        talk.id().value(),
                        seq);
    }

    /// The rotation stops in front of this record.
    private static void lock(Connection connection, Conversation talk, long seq) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT FROM record WHERE conversation_id = ? AND seq = ? FOR UPDATE")) {
            lock.setObject(1, talk.id().value());
            lock.setLong(2, seq);
            lock.execute();
        }
    }
}
