package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import io.parley.client.Notices;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Everybody in a conversation sees whether it is being archived, and hears of each change, whatever brought it about.
class ArchiveStateTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona guest = Newcomer.guest().agreed();
    private final ConversationId conversation = alice.opens("customer", guest).conversationId();

    @Test
    void everyChangeIsToldToEverybodyOverTheSocketAndShownByRest() {
        Wait.shortly().until(() -> shown(alice).equals("archived/all-parties-agreed"));
        Persona silent = Newcomer.guest();
        try (RawSocket alices = RawSocket.of(alice, "laptop");
                RawSocket guests = RawSocket.of(guest, "phone")) {
            List<RawSocket> sockets = List.of(alices, guests);

            long began = System.nanoTime();
            guest.api().notices().withdraw("archive");
            heard("withdrawal", sockets, "not-archived/consent-withdrawn", began);

            began = System.nanoTime();
            Notices.Answer last = guest.api().notices().latest("archive").orElseThrow();
            guest.api().notices().answerAgain(last, "accepted", Instant.now());
            heard("consent", sockets, "archived/all-parties-agreed", began);

            began = System.nanoTime();
            alice.api().conversations().addMembers(conversation, List.of(silent.id()));
            heard("joining", sockets, "not-archived/answer-missing", began);

            began = System.nanoTime();
            alice.api().conversations().removeMember(conversation, silent.id());
            heard("leaving", sockets, "archived/all-parties-agreed", began);
        }
    }

    private void heard(String what, List<RawSocket> sockets, String state, long began) {
        for (RawSocket socket : sockets) {
            JsonNode told = socket.next(
                    "conversation",
                    frame -> frame.path("conversationId").asString("").equals(conversation.toString())
                            && frame.has("archive"));
            assertThat(told.path("archive").path("state").asString() + "/"
                            + told.path("archive").path("why").asString())
                    .isEqualTo(state);
        }
        System.out.printf("archive state: %s told after %d ms%n", what, (System.nanoTime() - began) / 1_000_000);
        Wait.shortly().until(() -> shown(alice).equals(state) && shown(guest).equals(state));
    }

    private String shown(Persona person) {
        JsonNode archive =
                person.http().get("/v1/conversations/" + conversation).json().path("archive");
        return archive.path("state").asString() + "/" + archive.path("why").asString();
    }
}
