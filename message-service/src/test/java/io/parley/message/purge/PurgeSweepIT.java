package io.parley.message.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.MessageId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What the sweep asks archive-service about, and what it then destroys.
class PurgeSweepIT extends Destroying {

    @Test
    void whileArchiveServiceDoesNotAnswerNothingIsDestroyedAndNothingForgotten() {
        String room = open(bob);
        say(room, alice, text("waits"));
        due(room, 1, 1);
        decisions = body -> {
            asked.add(body);
            return "no answer";
        };
        archivePurged(room, 1, 1);
        await().atMost(SOON).until(() -> asked.size() > 1);
        assertThat(contents(room)).containsExactly(text("waits"));

        decisions = this::decide;
        awaitPurged(room, 1);
    }

    @Test
    void theSweepReachesIdleConversationsThatWereNeverArchived() {
        String room = open(bob);
        MessageId message = say(room, alice, text("one"));
        react(room, message, bob, "👍");
        say(room, alice, text("two"));
        MessageId taken = say(room, alice, text("three"));
        recall(room, taken, alice);
        say(room, alice, text("four"));
        assertThat(delete(bobName, room(room) + "/members/" + bob).status()).isEqualTo(204);
        due(room, 1, 7);

        reach = reach(Instant.now().plusSeconds(5), room, "text");
        awaitPurged(room, 1, 2, 3, 4, 6);
        assertThat(history(aliceName, room).get(4).get("recalled").asBoolean())
                .as("marks of recalls are metadata")
                .isTrue();
        reach = reach(Instant.now().plusSeconds(5), room, "text", "metadata");
        awaitPurged(room, 1, 2, 3, 4, 5, 6);
        assertThat(history(aliceName, room).get(6).get("system").asBoolean()).isTrue();
        assertThat(get(aliceName, room(room)).body().has("lastMessage")).isFalse();
        assertThat(asService.queryForObject(
                        "SELECT purged_to FROM conversation_purge WHERE conversation_id = ?",
                        Long.class,
                        UUID.fromString(room)))
                .isEqualTo(7);
    }

    @Test
    void titlesOfThePastGoTheNewestStaysAndReactionsAreOfTheirMessagesClass() throws IOException {
        String room = open(bob);
        MessageId picture = sayFile(room, upload(), null);
        react(room, picture, bob, "👍");
        for (String title : List.of("secret plan", "harmless")) {
            assertThat(patch(aliceName, room(room), "{\"title\":\"" + title + "\"}")
                            .status())
                    .isEqualTo(200);
        }
        assertThat(patch(aliceName, room(room), "{\"history\":\"from-joining\"}")
                        .status())
                .isEqualTo(200);
        due(room, 1, 5);
        reach = reach(Instant.now().plusSeconds(5), room, "text");
        awaitPurged(room, 3, 4);
        assertThat(history(aliceName, room).toString()).doesNotContain("secret plan");
        assertThat(get(aliceName, room(room)).body().get("title").asString()).isEqualTo("harmless");
        reach = reach(Instant.now().plusSeconds(5), room, "text", "file");
        awaitPurged(room, 1, 2, 3, 4);
        assertThat(history(aliceName, room).get(4).get("system").asBoolean()).isTrue();
        assertThat(asked.stream()
                        .map(JSON::readTree)
                        .filter(item -> item.get("seq").asLong() == 2))
                .isNotEmpty()
                .allMatch(item -> item.get("kind").asString().equals("file"));
    }

    @Test
    void theSweepAsksOnlyAboutWhatMayBeDue() throws InterruptedException {
        String room = open(bob);
        say(room, alice, text("young"));
        say(open(bob), alice, text("elsewhere"));
        asked.clear();
        reach = reach(Instant.now().minusSeconds(3600), room, "text");
        Thread.sleep(600);
        reach = reach(Instant.now().plusSeconds(5), room, "file");
        Thread.sleep(600);
        assertThat(asked).isEmpty();
        reach = reach(Instant.now().plusSeconds(5), room, "text");
        await().atMost(SOON).until(() -> !asked.isEmpty());
        assertThat(asked)
                .allMatch(item -> item.contains(room))
                .first()
                .asString()
                .contains("\"text\"", alice.toString());
    }
}
