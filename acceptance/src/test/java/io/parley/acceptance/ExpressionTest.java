package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Accepted;
import io.parley.client.Content;
import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import io.parley.client.SendOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Reactions, threads, forwards and roles through the gateway.
class ExpressionTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Persona carol = Region.carol().agreed();
    private ConversationId conversation;

    @BeforeEach
    void open() {
        conversation = alice.opens("group", bob).conversationId();
    }

    @Test
    void theSameReactionAgainHasTheSameNumberAndOthersHearOfItOnce() {
        MessageId message = alice.says(conversation, "hello");
        try (RawSocket hearer = RawSocket.of(alice, "phone")) {
            Accepted first = bob.api().messages().react(conversation, message, "👩🏽‍⚕️");
            assertThat(bob.api().messages().react(conversation, message, "👩🏽‍⚕️"))
                    .isEqualTo(first);
            JsonNode reacted = hearer.next("message-changed", Frames.about(message));
            assertThat(reacted.path("change").asString()).isEqualTo("reacted");
            assertThat(reacted.path("seq").asLong()).isEqualTo(first.seq());
            assertThat(reacted.path("reaction").path("emoji").asString()).isEqualTo("👩🏽‍⚕️");
        }
        Accepted taken = bob.api().messages().unreact(conversation, message, "👩🏽‍⚕️");
        assertThat(bob.api().messages().unreact(conversation, message, "👩🏽‍⚕️"))
                .isEqualTo(taken);
        assertThat(bob.api().messages().all(conversation)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "%F0%9F%91%8D%F0%9F%91%8D", "%F0%9F%91%8Dnow", "%20", "1"})
    void textCannotHideInAReaction(String encoded) {
        MessageId message = alice.says(conversation, "hello");
        bob.http()
                .put(path() + "/" + message + "/reactions/" + encoded, "")
                .isProblem(400, "invalid-request")
                .namesField("emoji");
        bob.http()
                .delete(path() + "/" + message + "/reactions/" + encoded)
                .isProblem(400, "invalid-request")
                .namesField("emoji");
        assertThat(bob.api().messages().all(conversation)).hasSize(1);
    }

    @Test
    void onlyMembersReactAndOnlyToWhatStands() {
        MessageId message = alice.says(conversation, "hello");
        String reaction = path() + "/" + message + "/reactions/%F0%9F%91%8D";
        carol.http().put(reaction, "").isProblem(403, "not-a-member");
        bob.http().delete(reaction).isProblem(404, "not-found");
        alice.api().messages().recall(conversation, message);
        bob.http().put(reaction, "").isProblem(409, "conflict");
    }

    @Test
    void aForwardTellsWhoSaidItFirstAndNotWhere() {
        MessageId original = alice.says(conversation, "said first");
        alice.api().messages().edit(conversation, original, Content.text("said better"));
        ConversationId other = bob.opens("group", carol).conversationId();
        ConversationId third = carol.opens("group", alice).conversationId();
        MessageId forwarded = MessageId.next();
        Accepted accepted = bob.api().messages().forward(other, forwarded, conversation, original, SendOptions.NONE);
        Message shown = carol.api().messages().all(other).getLast();
        assertThat(shown.text()).isEqualTo("said better");
        assertThat(shown.senderId()).isEqualTo(bob.id());
        assertThat(shown.forwarded().senderId()).isEqualTo(alice.id());
        assertThat(shown.forwarded().messageId()).isEqualTo(original);
        carol.api().messages().forward(third, MessageId.next(), other, forwarded, SendOptions.NONE);
        assertThat(alice.api().messages().all(third).getLast().forwarded().senderId())
                .isEqualTo(alice.id());
        String body = carol.http()
                .get("/v1/conversations/" + other + "/messages")
                .hasStatus(200)
                .json()
                .toString();
        assertThat(body).doesNotContain(conversation.toString());

        alice.api().messages().edit(conversation, original, Content.text("said otherwise"));
        assertThat(bob.api().messages().forward(other, forwarded, conversation, original, SendOptions.NONE))
                .isEqualTo(accepted);
        alice.api().messages().recall(conversation, original);
        assertThat(bob.api().messages().forward(other, forwarded, conversation, original, SendOptions.NONE))
                .isEqualTo(accepted);
        bob.http()
                .post("/v1/conversations/" + other + "/messages", forward(MessageId.next(), original, ""))
                .isProblem(409, "conflict");
    }

    @Test
    void whoMayNotReadAMessageCannotForwardIt() {
        MessageId original = alice.says(conversation, "for us");
        ConversationId carols = carol.opens("group", bob).conversationId();
        String path = "/v1/conversations/" + carols + "/messages";
        carol.http().post(path, forward(MessageId.next(), original, "")).isProblem(404, "not-found");
        bob.http()
                .post(path, forward(MessageId.next(), original, ",\"content\":{\"type\":\"text\",\"text\":\"x\"}"))
                .isProblem(400, "invalid-request")
                .namesField("forwardOf");
        assertThat(carol.api().messages().all(carols)).isEmpty();
    }

    @Test
    void repliesThreadsAndMentionsStayInTheirConversation() {
        ConversationId other = alice.opens("group", carol).conversationId();
        MessageId elsewhere = alice.says(other, "elsewhere");
        MessageId root = alice.says(conversation, "root");
        bob.http()
                .post(path(), said("\"replyTo\":\"" + elsewhere + "\""))
                .isProblem(400, "invalid-request")
                .namesField("replyTo");
        bob.http()
                .post(path(), said("\"threadId\":\"" + elsewhere + "\""))
                .isProblem(400, "invalid-request")
                .namesField("threadId");
        bob.http()
                .post(path(), said("\"mentions\":[\"" + carol.id() + "\"]"))
                .isProblem(400, "invalid-request")
                .namesField("mentions");
        bob.http().post(path(), said("\"mentionsAll\":true")).isProblem(403, "role-required");
        MessageId inside = MessageId.next();
        bob.api().messages().send(conversation, inside, Content.text("inside"), SendOptions.inThread(root));
        bob.http()
                .post(path(), said("\"threadId\":\"" + inside + "\""))
                .isProblem(400, "invalid-request")
                .namesField("threadId");
        assertThat(alice.api().messages().thread(conversation, root, 0, 10).items())
                .extracting(Message::messageId)
                .containsExactly(root, inside);
        assertThat(alice.api().conversations().recent(null, 1).items())
                .singleElement()
                .satisfies(newest -> {
                    assertThat(newest.conversationId()).isEqualTo(conversation);
                    assertThat(newest.lastMessage().text()).isEqualTo("inside");
                    assertThat(newest.unread()).isEqualTo(1);
                });
    }

    @Test
    void rolesAreToldToThoseConnected() {
        try (RawSocket hearer = RawSocket.of(bob, "phone")) {
            Conversation changed = alice.api().conversations().appoint(conversation, bob.id(), "moderator");
            assertThat(changed.roleOf(bob.id())).isEqualTo("moderator");
            assertThat(hearer.next(
                                    "conversation",
                                    frame -> "role-changed"
                                            .equals(frame.path("change").asString()))
                            .path("role")
                            .asString())
                    .isEqualTo("moderator");
            bob.api().conversations().change(conversation, "Ours", "from-joining");
            alice.api().conversations().removeMember(conversation, alice.id());
            assertThat(hearer.next(
                                    "conversation",
                                    frame -> "member-removed"
                                            .equals(frame.path("change").asString()))
                            .path("newOwnerId")
                            .asString())
                    .isEqualTo(bob.id().toString());
        }
        assertThat(bob.api().conversations().get(conversation).role()).isEqualTo("owner");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"x-poll\",\"options\":[1.0,1e2,-0,\"\\u00e9\"], \"deep\":{\"a\":[{},[],null]},\"é\":\"\\/\"}",
                "{ \"type\" : \"text\",\"text\":\"# Titel\\n\\n* **fett**\\n\\n```\\ncode\\n```\\n\\\\* 早上好 \\ud83d\\ude00\"}"
            })
    void contentComesBackByteForByte(String content) {
        MessageId id = MessageId.next();
        alice.http()
                .post(path(), "{\"messageId\":\"" + id + "\",\"content\":" + content + "}")
                .hasStatus(201);
        String body = bob.http().get(path()).hasStatus(200).text();
        assertThat(body).contains("\"content\":" + content);
    }

    private String path() {
        return "/v1/conversations/" + conversation + "/messages";
    }

    private static String said(String more) {
        return "{\"messageId\":\"" + MessageId.next() + "\",\"content\":{\"type\":\"text\",\"text\":\"hi\"}," + more
                + "}";
    }

    private String forward(MessageId id, MessageId original, String more) {
        return "{\"messageId\":\"" + id + "\",\"forwardOf\":{\"conversationId\":\"" + conversation
                + "\",\"messageId\":\"" + original + "\"}" + more + "}";
    }
}
