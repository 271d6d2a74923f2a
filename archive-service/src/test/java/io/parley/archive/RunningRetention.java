package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.signing.NoteKey;
import io.parley.testing.TestKeys;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Officers, policies and old records for the tests of retention. The sweep runs all the time.
abstract class RunningRetention extends RunningOffice {

    static final String POLICIES = "/v1/archive/retention-policies";
    static final String CERTIFICATES = "/v1/archive/retention-certificates";
    static final String NOTHING = "{\"demands\":[]}";
    static final Instant LONG_AGO = Instant.parse("2020-01-15T12:00:00Z");

    static volatile String demands = NOTHING;

    @Autowired
    NoteKey key;

    final List<String> approved = new ArrayList<>();

    static {
        TestKeys.shared().http().json("/internal/obligations/keeping", body -> demands);
    }

    @AfterEach
    void retireAll() {
        demands = NOTHING;
        approved.forEach(this::retire);
    }

    UUID requester(String policy) {
        return UUID.fromString(
                officer.get(POLICIES + "/" + policy).body().path("requestedBy").asString());
    }

    void assertRefused(UUID sweep, String policy, ConversationId talk, String why) {
        assertThatThrownBy(() -> purge(asService(), sweep, policy, talk, 1, LONG_AGO))
                .hasStackTraceContaining(why);
    }

    static long purge(JdbcTemplate jdbc, UUID sweep, String policy, ConversationId talk, long seq, Instant acceptedAt) {
        return numbers(jdbc, """
                SELECT count(*) FROM purge_records(?, ?, (SELECT count(*) FROM retention_step), ARRAY[?]::uuid[],
                    ARRAY[?]::bigint[], ARRAY[?]::timestamptz[])""", sweep, UUID.fromString(policy), talk.value(), seq, Timestamp.from(acceptedAt))
                .getFirst();
    }

    static List<Long> numbers(JdbcTemplate jdbc, String sql, Object... values) {
        return jdbc.query(sql, (rs, n) -> rs.getLong(1), values);
    }

    /// Archived records as intake leaves them, as old as the test wants.
    ConversationId stored(Instant acceptedAt, String type, long... numbers) {
        ConversationId talk = ConversationId.next();
        stored(talk, PersonId.next(), acceptedAt, type, numbers);
        return talk;
    }

    void stored(ConversationId talk, PersonId sender, Instant acceptedAt, String type, long... numbers) {
        asOwner().query("SELECT ensure_record_partition(?)", rs -> {}, Timestamp.from(acceptedAt));
        for (long seq : numbers) {
            asOwner()
                    .update(
                            "INSERT INTO disposition VALUES (?, ?, 'archived', NULL, ?, now(), 0, 0)",
                            talk.value(),
                            seq,
                            Timestamp.from(acceptedAt));
            asOwner()
                    .update(
                            """
                            INSERT INTO record (record_id, conversation_id, seq, message_id, sender_id, accepted_at, edit,
                                content_type, key_id, sealed, tokens, basis_set, decided_at, complete_up_to, region, commitment)
                            VALUES (?, ?, ?, ?, ?, ?, false, ?, ?, 'x', '{}', 'x', now(), now(), 'eu', sha256('x'))""",
                            Ids.next(),
                            talk.value(),
                            seq,
                            Ids.next(),
                            sender.value(),
                            Timestamp.from(acceptedAt),
                            type,
                            Ids.next());
        }
    }

    void awaitLeft(ConversationId talk, Long... numbers) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(archivedNumbers(talk)).containsExactly(numbers));
    }

    /// Long enough for several sweeps to have come and gone.
    static void awaitSweeps() {
        await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
    }

    void awaitWaitingForTheHoldLock() {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(asOwner()
                                .queryForObject(
                                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
                                        Long.class))
                        .isPositive());
    }

    long recalls(ConversationId talk) {
        return numbers(asOwner(), "SELECT count(*) FROM recall WHERE conversation_id = ?", talk.value())
                .getFirst();
    }

    /// Ranges may be cut where batches end.
    List<Long> purged(ConversationId talk) {
        return numbers(
                asOwner(),
                "SELECT generate_series(from_seq, to_seq) FROM purge WHERE conversation_id = ? ORDER BY 1",
                talk.value());
    }

    JsonNode certificateOf(ConversationId talk) {
        return await().atMost(SOON)
                .until(
                        () -> officer.get(CERTIFICATES + "?limit=1000")
                                .body()
                                .path("items")
                                .valueStream()
                                .filter(certificate -> ranges(certificate).stream()
                                        .anyMatch(range -> range.path("conversationId")
                                                .asString()
                                                .equals(talk.toString())))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    List<JsonNode> ranges(JsonNode certificate) {
        return officer.get(
                        CERTIFICATES + "/" + certificate.path("certificateId").asString() + "/ranges?limit=1000")
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    static JsonNode document(JsonNode certificate) {
        return JsonMapper.shared().readTree(certificate.path("document").asString());
    }

    void assertRecordedWithItsDigest(JsonNode certificate) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId()
                                    .equals(certificate.path("certificateId").asString()))
                            .extracting(
                                    AuditRecorded::getAction,
                                    event -> event.getDetailMap().get("digest"),
                                    event -> event.getDetailMap().get("records"))
                            .containsExactly(tuple(
                                    "retention.swept",
                                    certificate.path("digest").asString(),
                                    certificate.path("records").asString())));
        }
    }

    void awaitAudit(String object, String... actions) {
        try (var audit = new TopicEar<>(tails, Topics.AUDIT_RECORDED, AuditRecorded.parser())) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(audit.heard())
                            .filteredOn(event -> event.getObjectId().equals(object))
                            .extracting(AuditRecorded::getAction)
                            .containsExactlyInAnyOrder(actions));
        }
    }

    String inForce(String rule, String kind, String period, @org.jspecify.annotations.Nullable ConversationId talk) {
        String policy = requested(body(rule, kind, period, talk));
        approve(policy);
        return policy;
    }

    String requested(String body) {
        return id(officer.post(POLICIES, body));
    }

    static String id(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("policyId").asString();
    }

    void approve(String policy) {
        assertThat(post(approver, POLICIES + "/" + policy + "/approve")
                        .body()
                        .path("state")
                        .asString())
                .isEqualTo("approved");
        approved.add(policy);
    }

    void retire(String policy) {
        post(officer, POLICIES + "/" + policy + "/retire");
        post(approver, POLICIES + "/" + policy + "/retire");
    }

    static String body(
            String rule, String kind, String period, @org.jspecify.annotations.Nullable ConversationId talk) {
        return "{\"name\":\"A policy\",\"rule\":\"%s\",\"class\":\"%s\",\"period\":\"%s\",\"audience\":%s}"
                .formatted(rule, kind, period, talk == null ? "{}" : "{\"conversationIds\":[\"" + talk + "\"]}");
    }

    JsonNode dryRun(String policy) {
        return post(officer, POLICIES + "/" + policy + "/dry-run").body();
    }

    String hold(String scope) {
        return officer.post(
                        "/v1/archive/holds",
                        "{\"name\":\"N\",\"caseRef\":\"C\",\"ground\":\"G\",\"visibility\":\"visible\",\"scope\":"
                                + scope + "}")
                .body()
                .path("holdId")
                .asString();
    }

    static Http.Answer post(Http by, String path) {
        return by.post(path, "{}");
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID record(Conversation talk, long seq) {
        return asOwner()
                .queryForList(
                        "SELECT record_id FROM record WHERE conversation_id = ? AND seq = ?",
                        UUID.class,
                        talk.id().value(),
                        seq)
                .getFirst();
    }

    JsonNode integrity(Conversation talk) {
        return officer.get("/v1/archive/conversations/" + talk.id() + "/integrity")
                .body();
    }

    boolean intact(Conversation talk) {
        return integrity(talk).path("intact").asBoolean();
    }

    String coverage(Conversation talk) {
        return officer.get("/v1/archive/conversations/" + talk.id() + "/coverage")
                .body()
                .toString();
    }

    static Instant day(int fromNow) {
        return Instant.now().plus(Duration.ofDays(fromNow));
    }
}
