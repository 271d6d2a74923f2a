package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.Search;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.FileId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `kill -9` of the archive while it copies files, reads them and keeps receipts: each is there afterwards, once. A
/// file
/// that was being read waits up to 90 seconds for its dead reader, so this runs on demand, with all faults.
@EnabledIfSystemProperty(named = "parley.faults", matches = "all")
class CustodyFaultTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int FILES = 8;
    private static final int BYTES = 400_000;

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();

    @Test
    void filesAndReceiptsAreThereOnceAfterTheArchiveWasKilled() throws IOException {
        ConversationId talk = alice.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() ->
                        alice.api().conversations().get(talk).archiveState().equals("archived"));
        String word = "word" + UUID.randomUUID().toString().replace("-", "");
        for (int seq = 1; seq <= FILES; seq++) {
            sendFile(talk, word, seq);
            bob.http()
                    .put("/v1/conversations/" + talk + "/read", "{\"seq\":" + seq + "}")
                    .hasStatus(204);
            if (seq % 3 == 0) {
                Script.parley("kill", "archive");
                Script.parley("start", "archive");
            }
        }

        Officers.coverage(talk, FILES);
        Wait.atMost(PATIENCE)
                .untilAsserted(() -> assertThat(ask(talk, "coverage")
                                .path("files")
                                .path("archived")
                                .asInt())
                        .isEqualTo(FILES));
        GrantId grant = Officers.granted(Officers.newCase(), talk);
        Wait.atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Officers.archive()
                                .search(Search.text(grant, word))
                                .items())
                        .hasSize(FILES));
        Wait.atMost(PATIENCE).untilAsserted(() -> assertThat(readBy(bob, grant)).isTrue());
        JsonNode integrity = ask(talk, "integrity");
        assertThat(integrity.path("intact").asBoolean())
                .as(integrity.toString())
                .isTrue();
    }

    private void sendFile(ConversationId talk, String word, int number) throws IOException {
        String text = (word + " " + number + "\n").repeat(BYTES / (word.length() + 4));
        Path file = Files.writeString(folder.resolve(number + ".txt"), text);
        FileId id = alice.api().files().upload(file, "text/plain", _ -> {});
        alice.api().messages().send(talk, MessageId.next(), Content.file("file", id));
    }

    /// Whether it is kept that this person read the last message.
    private static boolean readBy(Persona person, GrantId grant) {
        String last = Officers.everything(grant).getLast().recordId().toString();
        return Region.erinTheOfficer()
                .http()
                .get("/v1/archive/records/" + last + "/receipts?grantId=" + grant)
                .hasStatus(200)
                .json()
                .path("items")
                .valueStream()
                .anyMatch(item ->
                        item.path("personId").asString().equals(person.id().toString()) && item.has("readAt"));
    }

    private static JsonNode ask(ConversationId talk, String what) {
        return Region.graceTheAuditor()
                .http()
                .get("/v1/archive/conversations/" + talk + "/" + what)
                .hasStatus(200)
                .json();
    }
}
