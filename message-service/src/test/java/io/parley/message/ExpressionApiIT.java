package io.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageRun;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.React;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.submission.Outcome;
import io.parley.testing.TestIssuer;
import io.parley.testing.TestPeople;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Reactions, threads, mentions, roles, history for newcomers and the list, as members see them.
class ExpressionApiIT extends CallingTheApi {

    private static final String HELLO = "{\"type\":\"text\",\"text\":\"hello\"}";

    @Test
    void showsHowAMessageIsReactedToNow() {
        String room = open(bob);
        MessageId message = say(room, alice, HELLO);
        react(room, message, bob, "👍", false);
        react(room, message, alice, "👍", false);
        react(room, message, bob, "🎉", false);
        react(room, message, bob, "🎉", true);
        JsonNode items = get(aliceName, room(room) + "/messages").body().get("items");
        JsonNode reactions = items.get(0).get("reactions");
        assertThat(reactions.size()).isEqualTo(1);
        assertThat(reactions.get(0).get("emoji").asString()).isEqualTo("👍");
        assertThat(reactions.get(0).get("count").asInt()).isEqualTo(2);
        assertThat(reactions.get(0).get("personIds").values().stream().map(JsonNode::asString))
                .containsExactly(bob.toString(), alice.toString());
        assertThat(items.get(1).get("reaction").get("emoji").asString()).isEqualTo("👍");
        assertThat(items.get(1).get("messageId").asString()).isEqualTo(message.toString());
        assertThat(items.get(4).get("reaction").get("removed").asBoolean()).isTrue();
    }

    @Test
    void theSameReactionAgainTakesNoNumber() {
        String room = open(bob);
        MessageId message = say(room, alice, HELLO);
        long first = react(room, message, bob, "👍", false);
        assertThat(react(room, message, bob, "👍", false)).isEqualTo(first);
        long taken = react(room, message, bob, "👍", true);
        assertThat(react(room, message, bob, "👍", true)).isEqualTo(taken);
        assertThat(react(room, message, bob, "👍", false)).isEqualTo(taken + 1);
        assertThat(get(aliceName, room(room)).body().get("lastSeq").asLong()).isEqualTo(taken + 1);
    }

    @Test
    void showsAThreadWithItsEditsByPages() {
        String room = open(bob);
        MessageId root = say(room, alice, HELLO);
        say(room, bob, HELLO);
        MessageId inside = post(room, bob, post -> post.setThreadId(root.bytes()));
        say(room, alice, HELLO);
        edit(room, inside, bob, "{\"type\":\"text\",\"text\":\"better\"}");
        post(room, alice, post -> post.setThreadId(root.bytes()).setReplyTo(inside.bytes()));
        String thread = room(room) + "/messages?thread=" + root;
        Answer all = get(bobName, thread);
        assertThat(seqs(all)).containsExactly(1L, 3L, 5L, 6L);
        assertThat(all.body().get("items").get(1).get("threadId").asString()).isEqualTo(root.toString());
        Answer page = get(bobName, thread + "&limit=2");
        assertThat(seqs(page)).containsExactly(1L, 3L);
        assertThat(seqs(get(
                        bobName,
                        thread + "&after=" + page.body().get("nextCursor").asString())))
                .containsExactly(5L, 6L);
        assertThat(get(bobName, thread + "&before=3").status()).isEqualTo(400);
        assertThat(get(carolName, thread).status()).isEqualTo(404);
    }

    @Test
    void newcomersReadWhatTheSettingOfTheirJoiningAllows() {
        String room = open(bob);
        MessageId early = say(room, alice, HELLO);
        assertThat(patch(aliceName, room(room), "{\"history\":\"from-joining\"}")
                        .body()
                        .get("history")
                        .asString())
                .isEqualTo("from-joining");
        add(room, carol);
        assertThat(patch(aliceName, room(room), "{\"history\":\"all\"}").status())
                .isEqualTo(200);
        say(room, alice, HELLO);
        assertThat(seqs(get(carolName, room(room) + "/messages"))).containsExactly(3L, 4L, 5L);
        assertThat(seqs(get(carolName, room(room) + "/messages?before=5&limit=1")))
                .containsExactly(4L);
        assertThat(seqs(get(carolName, room(room) + "/messages?before=4"))).containsExactly(3L);
        assertThat(seqs(get(bobName, room(room) + "/messages"))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(run(room, carol)).containsExactly(3L, 4L, 5L);
        assertThat(original(room, early, carol)).isEqualTo(404);
        assertThat(original(room, early, bob)).isEqualTo(200);
        MessageId inside = post(room, alice, post -> post.setThreadId(early.bytes()));
        assertThat(seqs(get(carolName, room(room) + "/messages?thread=" + early)))
                .containsExactly(6L);
        assertThat(get(carolName, room(room))
                        .body()
                        .get("lastMessage")
                        .get("messageId")
                        .asString())
                .isEqualTo(inside.toString());
    }

    @Test
    void oneWhoComesBackReadsEachStayAndNotBetween() {
        String room = open(bob, carol);
        say(room, alice, HELLO);
        delete(aliceName, room(room) + "/members/" + carol);
        say(room, alice, HELLO);
        patch(aliceName, room(room), "{\"history\":\"from-joining\"}");
        add(room, carol);
        say(room, alice, HELLO);
        assertThat(seqs(get(carolName, room(room) + "/messages"))).containsExactly(1L, 2L, 5L, 6L);
        assertThat(seqs(get(carolName, room(room) + "/messages?after=1&limit=2")))
                .containsExactly(2L, 5L);
        assertThat(seqs(get(carolName, room(room) + "/messages?before=6&limit=2")))
                .containsExactly(2L, 5L);
    }

    @Test
    void aCustomerConversationHidesItsPastFromNewcomersUnlessToldOtherwise() {
        String guestName = anyName("api-guest");
        PersonId guest = guest(guestName);
        Answer opened = post(aliceName, "/v1/conversations", opening(Ids.next(), "customer", null, guest));
        assertThat(opened.body().get("history").asString()).isEqualTo("from-joining");
        assertThat(post(aliceName, "/v1/conversations", opening(Ids.next(), "customer", null, bob))
                        .status())
                .isEqualTo(400);
        String room = opened.body().get("conversationId").asString();
        Answer adding = post(guestName, room(room) + "/members", "{\"personIds\":[\"" + bob + "\"]}");
        assertThat(adding.status()).isEqualTo(403);
        assertThat(code(adding)).isEqualTo("role-required");
        assertThat(appoint(aliceName, room, guest, "owner").status()).isEqualTo(422);
    }

    @Test
    void aGuestWhoOpensACustomerConversationDoesNotOwnIt() {
        String guestName = anyName("api-guest");
        guest(guestName);
        JsonNode opened = post(guestName, "/v1/conversations", opening(Ids.next(), "customer", null, bob))
                .body();
        assertThat(opened.get("role").asString()).isEqualTo("member");
        assertThat(get(bobName, room(opened.get("conversationId").asString()))
                        .body()
                        .get("role")
                        .asString())
                .isEqualTo("owner");
    }

    @Test
    void rolesDecideWhoRunsAConversation() {
        String room = open(bob, carol);
        Answer refused = patch(bobName, room(room), "{\"title\":\"Mine\"}");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("role-required");
        assertThat(delete(bobName, room(room) + "/members/" + carol).status()).isEqualTo(403);
        assertThat(appoint(bobName, room, bob, "owner").status()).isEqualTo(403);
        assertThat(appoint(aliceName, room, bob, "king").status()).isEqualTo(400);
        assertThat(appoint(aliceName, room, PersonId.next(), "owner").status()).isEqualTo(404);
        assertThat(appoint(aliceName, room, bob, "moderator").status()).isEqualTo(200);
        long last = get(aliceName, room(room)).body().get("lastSeq").asLong();
        assertThat(appoint(aliceName, room, bob, "moderator").status()).isEqualTo(200);
        JsonNode changed = patch(bobName, room(room), "{\"title\":\"Ours\"}").body();
        assertThat(changed.get("title").asString()).isEqualTo("Ours");
        assertThat(changed.get("lastSeq").asLong()).isEqualTo(last + 1);
        assertThat(delete(bobName, room(room) + "/members/" + alice).status()).isEqualTo(403);
        assertThat(delete(bobName, room(room) + "/members/" + carol).status()).isEqualTo(204);
        assertThat(appoint(aliceName, room, alice, "member").status()).isEqualTo(422);
        assertThat(patch(bobName, room(room), "{}").status()).isEqualTo(400);
        assertThat(patch(bobName, room(room), "{\"history\":\"some\"}").status())
                .isEqualTo(400);
    }

    @Test
    void theLastOwnerWhoLeavesHandsOver() {
        String room = open(bob, carol);
        appoint(aliceName, room, carol, "moderator");
        delete(aliceName, room(room) + "/members/" + alice);
        JsonNode left = get(carolName, room(room) + "/messages")
                .body()
                .get("items")
                .get(1)
                .get("content");
        assertThat(left.get("event").asString()).isEqualTo("member-removed");
        assertThat(left.get("newOwnerId").asString()).isEqualTo(carol.toString());
        assertThat(get(carolName, room(room)).body().get("role").asString()).isEqualTo("owner");
        assertThat(get(bobName, room(room)).body().get("role").asString()).isEqualTo("member");
    }

    @Test
    void theListTellsWhatWasSaidLastAndWhatIsUnread() {
        String room = open(bob, carol);
        assertThat(row(bobName, room).has("lastMessage")).isFalse();
        MessageId first = say(room, alice, HELLO);
        post(room, alice, post -> post.addMentions(bob.bytes()));
        MessageId all = post(room, alice, post -> post.setMentionsAll(true).addMentions(bob.bytes()));
        say(room, bob, HELLO);
        edit(room, first, alice, "{\"type\":\"text\",\"text\":\"edited\"}");
        JsonNode bobs = row(bobName, room);
        assertThat(bobs.get("unread").asInt()).isEqualTo(3);
        assertThat(bobs.get("unreadCapped").asBoolean()).isFalse();
        assertThat(bobs.get("unreadMentions").asInt()).isEqualTo(2);
        assertThat(row(carolName, room).get("unreadMentions").asInt()).isEqualTo(1);
        assertThat(row(aliceName, room).get("unread").asInt()).isEqualTo(1);
        recall(room, all, alice);
        assertThat(row(bobName, room).get("unread").asInt()).isEqualTo(2);
        assertThat(row(bobName, room).get("unreadMentions").asInt()).isEqualTo(1);
    }

    @Test
    void theLastMessageIsOneThatStandsInItsLastVersion() {
        String room = open(bob);
        MessageId stays = say(room, alice, HELLO);
        MessageId goes = say(room, alice, HELLO);
        edit(room, stays, alice, "{\"type\":\"text\",\"text\":\"once\"}");
        edit(room, stays, alice, "{\"type\":\"text\",\"text\":\"twice\"}");
        recall(room, goes, alice);
        JsonNode last = row(bobName, room).get("lastMessage");
        assertThat(last.get("messageId").asString()).isEqualTo(stays.toString());
        assertThat(last.get("content").get("text").asString()).isEqualTo("twice");
        assertThat(row(bobName, room).get("unread").asInt()).isEqualTo(1);
    }

    @Test
    void countsUnreadUpToACap() {
        String room = open(bob);
        for (int i = 0; i < 1001; i++) {
            say(room, alice, HELLO);
        }
        JsonNode bobs = row(bobName, room);
        assertThat(bobs.get("unread").asInt()).isEqualTo(999);
        assertThat(bobs.get("unreadCapped").asBoolean()).isTrue();
    }

    @Test
    void listsTheNewestActivityFirstByPages() {
        List<String> rooms = List.of(open(), open(), open());
        say(rooms.get(1), alice, HELLO);
        say(rooms.get(0), alice, HELLO);
        Answer first = get(aliceName, "/v1/conversations?order=recent&limit=2");
        assertThat(ids(first)).containsExactly(rooms.get(0), rooms.get(1));
        Answer second = get(
                aliceName,
                "/v1/conversations?order=recent&limit=2&after="
                        + first.body().get("nextCursor").asString());
        assertThat(ids(second)).containsExactly(rooms.get(2));
        assertThat(second.body().get("nextCursor").isNull()).isTrue();
        assertThat(get(aliceName, "/v1/conversations?order=recent&after=!").status())
                .isEqualTo(400);
        assertThat(get(aliceName, "/v1/conversations?order=loudest").status()).isEqualTo(400);
    }

    private PersonId guest(String userName) {
        PersonId guest = TestPeople.guest(userName);
        awaitKnown(guest);
        return guest;
    }

    private void add(String room, PersonId person) {
        assertThat(post(aliceName, room(room) + "/members", "{\"personIds\":[\"" + person + "\"]}")
                        .status())
                .isEqualTo(200);
    }

    private Answer appoint(String by, String room, PersonId person, String role) {
        return put(by, room(room) + "/members/" + person + "/role", "{\"role\":\"" + role + "\"}");
    }

    private JsonNode row(String userName, String room) {
        return get(userName, "/v1/conversations").body().get("items").values().stream()
                .filter(item -> item.get("conversationId").asString().equals(room))
                .findFirst()
                .orElseThrow();
    }

    private long react(String room, MessageId message, PersonId by, String emoji, boolean removed) {
        Outcome outcome = outcome(command(room, Ids.next(), by)
                .setReact(React.newBuilder()
                        .setMessageId(message.bytes())
                        .setEmoji(emoji)
                        .setRemoved(removed)));
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return ((Outcome.Accepted) outcome).fact().getSeq();
    }

    private MessageId post(String room, PersonId author, Consumer<Post.Builder> more) {
        MessageId id = MessageId.next();
        DataKey key = keys.current(author, KeyPurpose.MESSAGE);
        Post.Builder post = Post.newBuilder()
                .setContent(sealed(key, id.value(), room, HELLO))
                .setFingerprint(ByteString.copyFrom(key.fingerprint(HELLO.getBytes(StandardCharsets.UTF_8))))
                .setContentType("text");
        more.accept(post);
        submit(command(room, id.value(), author).setPost(post));
        return id;
    }

    private List<Long> run(String room, PersonId person) {
        Answer run = internal("/internal/conversations/" + room + "/run?personId=" + person);
        try {
            return MessageRun.parseFrom(run.http().body()).getItemsList().stream()
                    .map(item -> item.getSeq())
                    .toList();
        } catch (java.io.IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private int original(String room, MessageId message, PersonId person) {
        return internal("/internal/conversations/" + ConversationId.parse(room) + "/messages/" + message + "?personId="
                        + person)
                .status();
    }

    private Answer internal(String path) {
        return send(TestIssuer.shared().service("gateway-service", "internal"), "GET", path, null);
    }
}
