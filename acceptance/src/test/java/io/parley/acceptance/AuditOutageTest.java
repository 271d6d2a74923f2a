package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.ExportRequest;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.ExportId;
import io.parley.client.FileId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// While audit cannot be written nobody reads by privilege: what must be on record before it leaves does not leave.
class AuditOutageTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final String canary = "canary" + UUID.randomUUID().toString().replace("-", "");
    private final Raw erin = Region.erinTheOfficer().http();
    private final Raw grace = Region.graceTheAuditor().http();

    @Test
    void nothingIsReadByPrivilegeWhileNothingCanBeRecorded() throws Exception {
        Map<String, Supplier<Raw.Answer>> reads = reads();
        reads.forEach((what, read) -> read.get().hasStatus(what.equals("refusal") ? 403 : 200));

        Map<String, Raw.Answer> meanwhile = new ConcurrentHashMap<>();
        Script.parley("kill", "kafka");
        try {
            try (ExecutorService together = Executors.newVirtualThreadPerTaskExecutor()) {
                reads.forEach((what, read) -> together.execute(() -> meanwhile.put(what, read.get())));
            }
        } finally {
            Script.parley("start", "kafka");
        }
        assertThat(meanwhile).hasSameSizeAs(reads);
        meanwhile.forEach((what, answer) -> {
            assertThat(answer.status()).as(what + " answered " + answer.text()).isEqualTo(503);
            answer.isProblem(503, "unavailable");
            assertThat(answer.header("Retry-After")).as(what).matches("[1-9]\\d*");
            assertThat(answer.text()).as(what).doesNotContain(canary);
        });

        reads.forEach((what, read) ->
                Wait.atMost(PATIENCE).untilAsserted(() -> read.get().hasStatus(what.equals("refusal") ? 403 : 200)));
        JsonNode completeness = Wait.atMost(PATIENCE)
                .until(
                        () -> grace.get("/v1/audit/completeness").json(),
                        found -> found.path("gaps").isEmpty());
        assertThat(completeness.path("missing").asLong()).isZero();
    }

    private Map<String, Supplier<Raw.Answer>> reads() throws Exception {
        Persona alice = Region.alice().agreed();
        ConversationId talk = alice.opens("group", Region.bob().agreed()).conversationId();
        Wait.shortly()
                .until(() ->
                        alice.api().conversations().get(talk).archiveState().equals("archived"));
        FileId file = sent(alice, talk);
        GrantId grant = Officers.granted(Officers.newCase(), talk);
        String record = archived(talk, grant);
        ExportId export = exported(grant);
        FeedClient outside = FeedClient.signedIn();
        FeedClient.authorised();
        outside.approvedKey(KeyPairGenerator.getInstance("X25519").generateKeyPair());

        String under = "?grantId=" + grant;
        String records = "/v1/archive/records/" + record;
        Map<String, Supplier<Raw.Answer>> reads = new LinkedHashMap<>();
        reads.put("search", () -> erin.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\"}"));
        reads.put("record", () -> erin.get(records + under));
        reads.put("opening", () -> erin.get(records + "/opening" + under));
        reads.put("file", () -> erin.get(records + "/files/" + file + under));
        reads.put("history", () -> erin.get("/v1/archive/conversations/" + talk + "/history" + under));
        reads.put("receipts", () -> erin.get(records + "/receipts" + under));
        reads.put("export", () -> erin.get("/v1/archive/exports/" + export + "/download"));
        reads.put("feed", () -> outside.http().get("/v1/archive/feed?limit=1000"));
        reads.put("basis", () -> grace.get(records + "/basis"));
        reads.put("events", () -> grace.get("/v1/audit/events?limit=1"));
        reads.put("refusal", () -> alice.http().get("/v1/audit/events"));
        return reads;
    }

    private FileId sent(Persona alice, ConversationId talk) throws IOException {
        Path file = Files.writeString(folder.resolve("words.txt"), canary, StandardCharsets.UTF_8);
        FileId id = alice.api().files().upload(file, "text/plain", _ -> {});
        alice.api().messages().send(talk, MessageId.next(), Content.file("file", id));
        return id;
    }

    private String archived(ConversationId talk, GrantId grant) {
        Officers.coverage(talk, 1);
        Wait.atMost(PATIENCE)
                .untilAsserted(() -> assertThat(grace.get("/v1/archive/conversations/" + talk + "/coverage")
                                .json()
                                .path("files")
                                .path("archived")
                                .asInt())
                        .isEqualTo(1));
        return Officers.everything(grant).getFirst().recordId().toString();
    }

    private static ExportId exported(GrantId grant) {
        ExportId export = Officers.archive()
                .requestExport(ExportRequest.all(grant, "json"))
                .exportId();
        Region.frankTheApprover().api().archive().approve(export, "reviewed");
        Wait.atMost(PATIENCE)
                .until(() -> Officers.archive().export(export).state().equals("ready"));
        return export;
    }
}
