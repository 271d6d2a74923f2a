package io.parley.acceptance;

import io.parley.client.Content;
import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import io.parley.client.Notices;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.PersonId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// A signed-in person.
record Persona(String name, OidcTokens tokens, ParleyClient api) {

    PersonId id() {
        return api.people().me().personId();
    }

    Raw http() {
        return Raw.as(tokens.get());
    }

    /// Says yes to all that is asked, also to what was withdrawn or refused before.
    Persona agreed() {
        for (Notices.Notice notice : api.notices().pending()) {
            api.notices().answer(notice, notice.yes(), Instant.now());
        }
        api.notices()
                .latest("archive")
                .filter(answer -> List.of("withdrawn", "refused").contains(answer.answer()))
                .ifPresent(answer -> api.notices()
                        .answerAgain(
                                answer, answer.kind().equals("notice") ? "acknowledged" : "accepted", Instant.now()));
        return this;
    }

    Conversation opens(String kind, Persona... others) {
        return api.conversations()
                .create(
                        ConversationId.next(),
                        kind,
                        null,
                        Arrays.stream(others).map(Persona::id).toList());
    }

    MessageId says(ConversationId conversation, String text) {
        MessageId id = MessageId.next();
        api.messages().send(conversation, id, Content.text(text));
        return id;
    }

    @Override
    public String toString() {
        return name;
    }
}
