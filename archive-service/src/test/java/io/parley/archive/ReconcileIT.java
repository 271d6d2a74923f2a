package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// message-service's part is played by what the test says it accepted.
class ReconcileIT extends RunningOffice {

    private static final BigInteger MODULUS = BigInteger.TWO.pow(62);
    private static final UUID NOBODYS = UUID.fromString("ffffffff-0000-7000-8000-000000000001");

    private Http auditor;
    private Conversation talk;

    private record Account(UUID conversation, long facts, long checksum) {

        String json() {
            return "{\"conversationId\":\"%s\",\"facts\":%d,\"checksum\":%d}".formatted(conversation, facts, checksum);
        }
    }

    @BeforeEach
    void aConversation() {
        auditor = somebody("member", "auditor");
        PersonId alice = bases().consenting();
        talk = conversation().open(alice);
        talk.post(alice, "one");
        talk.post(alice, "two");
        settled(talk);
    }

    @AfterEach
    void answersNothing() {
        accepted = () -> "{\"items\":[],\"last\":null}";
    }

    @Test
    void accountsThatAreEqualMatch() {
        answers(all());

        JsonNode done = reconciled();

        assertThat(done.path("state").asString()).isEqualTo("matched");
        assertThat(done.path("differences").asInt()).isZero();
        assertThat(done.path("conversations").asInt()).isEqualTo(all().size());
        assertThat(done.path("facts").asLong())
                .isEqualTo(all().stream().mapToLong(Account::facts).sum());
        assertThat(differences(done)).isEmpty();
    }

    @Test
    void eachKindOfDifferenceIsFoundAcrossPages() {
        Account own = all().stream()
                .filter(account -> account.conversation().equals(talk.id().value()))
                .findFirst()
                .orElseThrow();
        List<Account> changed = new ArrayList<>(all());
        changed.replaceAll(account ->
                account.equals(own) ? new Account(own.conversation(), own.facts(), own.checksum() + 1) : account);
        changed.add(new Account(NOBODYS, 3, 4));
        answers(changed);

        JsonNode done = reconciled();

        assertThat(done.path("state").asString()).isEqualTo("different");
        assertThat(differences(done))
                .containsEntry(own.conversation().toString(), "altered")
                .containsEntry(NOBODYS.toString(), "missing")
                .hasSize(2);

        changed.removeIf(account -> account.conversation().equals(own.conversation()));
        answers(changed);
        assertThat(differences(reconciled())).containsEntry(own.conversation().toString(), "surplus");
    }

    @Test
    void itWaitsWhileMessageServiceCannotAnswer() {
        accepted = () -> {
            throw new IllegalStateException("the connection ends without an answer");
        };
        String id = requested();
        await().during(Duration.ofMillis(500)).until(() -> state(id).equals("waiting"));

        answers(all());

        await().atMost(Duration.ofSeconds(10)).until(() -> state(id).equals("matched"));
    }

    @Test
    void whoHasNoBusinessWithItIsRefused() {
        Http nobody = auditor.as("member");
        assertThat(nobody.post("/v1/archive/reconciliations", "").code()).isEqualTo("forbidden");
        String unknown = "/v1/archive/reconciliations/" + UUID.randomUUID();
        assertThat(auditor.get(unknown).status()).isEqualTo(404);
        assertThat(auditor.get(unknown + "/differences").status()).isEqualTo(404);
        assertThat(auditor.get("/v1/archive/reconciliations?limit=0").code()).isEqualTo("invalid-request");
    }

    private String requested() {
        Http.Answer answer = auditor.post("/v1/archive/reconciliations", "");
        assertThat(answer.status()).isEqualTo(202);
        return answer.body().path("reconciliationId").asString();
    }

    private String state(String id) {
        return auditor.get("/v1/archive/reconciliations/" + id)
                .body()
                .path("state")
                .asString();
    }

    private JsonNode reconciled() {
        String id = requested();
        await().atMost(Duration.ofSeconds(10)).until(() -> !state(id).equals("waiting"));
        return auditor.get("/v1/archive/reconciliations/" + id).body();
    }

    private Map<String, String> differences(JsonNode done) {
        Map<String, String> kinds = new TreeMap<>();
        auditor.get("/v1/archive/reconciliations/"
                        + done.path("reconciliationId").asString() + "/differences")
                .body()
                .path("items")
                .forEach(one -> kinds.put(
                        one.path("conversationId").asString(), one.path("kind").asString()));
        return kinds;
    }

    /// In two pages, over and over.
    private static void answers(List<Account> accounts) {
        int half = accounts.size() / 2;
        String first = page(
                accounts.subList(0, half),
                "\"" + accounts.get(Math.max(half - 1, 0)).conversation() + "\"");
        String second = page(accounts.subList(half, accounts.size()), "null");
        var turn = new AtomicInteger();
        accepted = () -> half == 0 || turn.getAndIncrement() % 2 == 1 ? second : first;
    }

    private static String page(List<Account> accounts, String last) {
        return "{\"items\":["
                + String.join(",", accounts.stream().map(Account::json).toList()) + "],\"last\":" + last + "}";
    }

    /// What the archive has decided about, counted by the test itself.
    private List<Account> all() {
        Map<String, List<long[]>> facts = new TreeMap<>();
        asOwner()
                .query(
                        "SELECT conversation_id, seq, floor(extract(epoch FROM accepted_at) * 1000) FROM disposition",
                        rs -> {
                            facts.computeIfAbsent(rs.getString(1), key -> new ArrayList<>())
                                    .add(new long[] {rs.getLong(2), rs.getLong(3)});
                        });
        return facts.entrySet().stream()
                .map(entry -> new Account(
                        UUID.fromString(entry.getKey()), entry.getValue().size(), checksum(entry.getValue())))
                .toList();
    }

    private static long checksum(List<long[]> facts) {
        return facts.stream()
                .map(fact -> BigInteger.valueOf(fact[1] % 1_000_000_007L)
                        .multiply(BigInteger.valueOf(1 + fact[0] % 1_000_003L)))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .mod(MODULUS)
                .longValueExact();
    }
}
