package io.parley.message.sequence;

import static io.parley.message.sequence.Wishes.add;
import static io.parley.message.sequence.Wishes.edit;
import static io.parley.message.sequence.Wishes.open;
import static io.parley.message.sequence.Wishes.post;
import static io.parley.message.sequence.Wishes.postUnder;
import static io.parley.message.sequence.Wishes.recall;
import static io.parley.message.sequence.Wishes.remove;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.PersonKind;
import io.parley.message.sequence.Decision.Accepted;
import io.parley.message.sequence.Decision.Refused;
import io.parley.message.sequence.Decision.Repeated;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageSequencerTest {

    private final PersonId alice = PersonId.next();
    private final PersonId bob = PersonId.next();
    private final PersonId carol = PersonId.next();
    private final PersonId mallory = PersonId.next();
    private final Set<PersonId> registered = new HashSet<>(Set.of(alice, bob, carol, mallory));
    private final Set<PersonId> guests = new HashSet<>();
    private final People people = person -> registered.contains(person)
            ? Optional.of(guests.contains(person) ? PersonKind.GUEST : PersonKind.EMPLOYEE)
            : Optional.empty();
    private final ConversationId room = ConversationId.next();
    private final BatchMemory memory = new BatchMemory();
    private final MessageSequencer sequencer = new MessageSequencer(
            "eu",
            new ContentRules(Duration.ofHours(24), Duration.ofHours(12)),
            new MembershipRules(4, people),
            new RoleRules(people));
    private long nowMs = 1_000_000;

    @Test
    void numbersFromOneAfterTheOpening() {
        assertThat(accepted(open(room, ConversationKind.GROUP, alice, bob)).getSeq())
                .isZero();
        assertThat(accepted(post(room, alice)).getSeq()).isEqualTo(1);
        assertThat(accepted(post(room, bob)).getSeq()).isEqualTo(2);
    }

    @Test
    void carriesWhatWasPosted() {
        group();
        MessageId message = MessageId.next();
        MessageAccepted event = accepted(post(room, message, alice, "hello"));
        assertThat(MessageId.of(event.getMessageId())).isEqualTo(message);
        assertThat(PersonId.of(event.getSenderId())).isEqualTo(alice);
        assertThat(event.getAcceptedAtMs()).isEqualTo(nowMs);
        assertThat(event.getRegion()).isEqualTo("eu");
        assertThat(event.getPosted().getContentType()).isEqualTo("text");
        assertThat(event.getPosted().getContent().getCiphertext().toStringUtf8())
                .isEqualTo("sealed hello");
    }

    @Test
    void timeNeverRunsBackwardsWithinAConversation() {
        group();
        long first = accepted(post(room, alice)).getAcceptedAtMs();
        nowMs -= 500;
        assertThat(accepted(post(room, alice)).getAcceptedAtMs()).isEqualTo(first);
    }

    @Test
    void answersARepeatedCommandWithItsFirstFact() {
        group();
        Command post = post(room, alice);
        MessageAccepted first = accepted(post);
        nowMs += 1000;
        assertThat(decide(post))
                .isInstanceOfSatisfying(
                        Repeated.class,
                        again -> assertThat(again.fact().event()).isEqualTo(first));
        assertThat(accepted(post(room, bob)).getSeq()).isEqualTo(2);
    }

    @Test
    void stillAnswersARepeatFromOneWhoLeftSince() {
        group();
        Command post = post(room, bob);
        accepted(post);
        accepted(remove(room, bob, bob));
        assertThat(decide(post)).isInstanceOf(Repeated.class);
    }

    @Test
    void refusesAnotherContentUnderOneId() {
        group();
        MessageId message = MessageId.next();
        accepted(post(room, message, alice, "one"));
        assertThat(refusal(post(room, message, alice, "other"))).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
    }

    @Test
    void refusesAnothersIdAndTellsOutsidersNothing() {
        group();
        MessageId message = MessageId.next();
        accepted(post(room, message, alice, "one"));
        assertThat(refusal(post(room, message, bob, "one"))).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
        assertThat(refusal(post(room, message, mallory, "one"))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void takesARepeatUnderTheNextMonthsKeyAsARepeat() {
        group();
        MessageId message = MessageId.next();
        accepted(postUnder(KeyId.next(), room, message, alice));
        assertThat(decide(postUnder(KeyId.next(), room, message, alice))).isInstanceOf(Repeated.class);
    }

    @Test
    void anIdOfAPostIsNotARepeatedEditWhateverTheKeys() {
        group();
        MessageId message = MessageId.next();
        accepted(postUnder(KeyId.next(), room, message, alice));
        Command edit = edit(room, message, alice, "new");
        Command sameId =
                Command.of(edit.wish().toBuilder().setCommandId(message.bytes()).build());
        assertThat(refusal(sameId)).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
    }

    @Test
    void onlyMembersPost() {
        group();
        assertThat(refusal(post(room, mallory))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(refusal(post(ConversationId.next(), alice))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void refusesAContentTypeThatCannotBeStored() {
        group();
        Command post = post(room, alice);
        var wish = post.wish().toBuilder();
        wish.getPostBuilder().setContentType("te\u0000xt");
        assertThat(decide(Command.of(wish.build())))
                .isEqualTo(Refused.invalid("content.type", "1..100 printable characters"));
    }

    @Test
    void onlyTheAuthorEditsAndRecalls() {
        group();
        MessageId message = posted(alice);
        assertThat(refusal(edit(room, message, bob, "new"))).isEqualTo(ErrorCode.NOT_THE_AUTHOR);
        assertThat(refusal(recall(room, message, bob))).isEqualTo(ErrorCode.NOT_THE_AUTHOR);
        assertThat(refusal(edit(room, message, mallory, "new"))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        MessageAccepted edited = accepted(edit(room, message, alice, "new"));
        assertThat(MessageId.of(edited.getMessageId())).isEqualTo(message);
        assertThat(edited.getSeq()).isEqualTo(2);
    }

    @Test
    void windowsClose() {
        group();
        MessageId message = posted(alice);
        nowMs += Duration.ofHours(12).toMillis();
        MessageId recallable = posted(alice);
        nowMs += 1;
        assertThat(refusal(recall(room, message, alice))).isEqualTo(ErrorCode.WINDOW_CLOSED);
        assertThat(decide(recall(room, recallable, alice))).isInstanceOf(Accepted.class);
        nowMs += Duration.ofHours(12).toMillis();
        assertThat(refusal(edit(room, message, alice, "late"))).isEqualTo(ErrorCode.WINDOW_CLOSED);
    }

    @Test
    void whatIsRecalledStaysAsItIs() {
        group();
        MessageId message = posted(alice);
        accepted(recall(room, message, alice));
        assertThat(decide(edit(room, message, alice, "new")))
                .isEqualTo(Refused.of(ErrorCode.CONFLICT, "rule", "recalled"));
        assertThat(decide(recall(room, message, alice))).isEqualTo(Refused.of(ErrorCode.CONFLICT, "rule", "recalled"));
    }

    @Test
    void editsPostsOnly() {
        group();
        assertThat(refusal(edit(room, MessageId.next(), alice, "new"))).isEqualTo(ErrorCode.NOT_FOUND);
        Command added = add(room, alice, carol);
        accepted(added);
        assertThat(refusal(recall(room, new MessageId(added.commandId()), alice)))
                .isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void newcomersPostAndThoseWhoLeftDoNot() {
        group();
        accepted(add(room, alice, carol));
        assertThat(accepted(post(room, carol)).getSeq()).isEqualTo(2);
        accepted(remove(room, alice, bob));
        assertThat(refusal(post(room, bob))).isEqualTo(ErrorCode.NOT_A_MEMBER);
    }

    @Test
    void onlyMembersChangeMembership() {
        group();
        assertThat(refusal(add(room, mallory, mallory))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(refusal(remove(room, mallory, bob))).isEqualTo(ErrorCode.NOT_A_MEMBER);
        assertThat(refusal(remove(room, alice, mallory))).isEqualTo(ErrorCode.NOT_FOUND);
    }

    @Test
    void addsOnlyThoseWhoAreNotThereYet() {
        group();
        MessageAccepted added = accepted(add(room, alice, bob, carol));
        assertThat(added.getMembersAdded().getPersonIdsList()).containsExactly(carol.bytes());
        assertThat(decide(add(room, alice, bob, carol)))
                .isEqualTo(Refused.of(ErrorCode.CONFLICT, "rule", "already-members"));
    }

    @Test
    void refusesUnknownPeople() {
        registered.remove(carol);
        assertThat(decide(open(room, ConversationKind.GROUP, alice, carol)))
                .isEqualTo(Refused.invalid("memberIds", "registered people"));
        group();
        assertThat(decide(add(room, alice, carol))).isEqualTo(Refused.invalid("personIds", "registered people"));
    }

    @Test
    void limitsTheNumberOfMembers() {
        PersonId[] many =
                Stream.generate(PersonId::next).limit(4).peek(registered::add).toArray(PersonId[]::new);
        assertThat(refusal(open(room, ConversationKind.GROUP, alice, many))).isEqualTo(ErrorCode.RULE_VIOLATED);
        group();
        assertThat(refusal(add(room, alice, many))).isEqualTo(ErrorCode.RULE_VIOLATED);
    }

    @Test
    void aDirectConversationKeepsItsTwoMembers() {
        accepted(open(room, ConversationKind.DIRECT, alice, bob));
        assertThat(refusal(add(room, alice, carol))).isEqualTo(ErrorCode.RULE_VIOLATED);
        assertThat(refusal(remove(room, alice, alice))).isEqualTo(ErrorCode.RULE_VIOLATED);
        assertThat(refusal(open(ConversationId.next(), ConversationKind.DIRECT, alice, bob, carol)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(refusal(open(ConversationId.next(), ConversationKind.DIRECT, alice, alice)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void twoPeopleHaveOneDirectConversation() {
        accepted(open(room, ConversationKind.DIRECT, alice, bob));
        assertThat(decide(open(ConversationId.next(), ConversationKind.DIRECT, bob, alice)))
                .isEqualTo(Refused.of(ErrorCode.CONFLICT, "conversationId", room.toString()));
    }

    @Test
    void openingAgainIsARepeatOrAMismatch() {
        accepted(open(room, ConversationKind.GROUP, alice, bob));
        assertThat(decide(open(room, ConversationKind.GROUP, alice, bob))).isInstanceOf(Repeated.class);
        assertThat(refusal(open(room, ConversationKind.GROUP, alice, carol))).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
        assertThat(refusal(open(room, ConversationKind.GROUP, mallory))).isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
    }

    @Test
    void theOneWhoOpensIsAmongTheMembers() {
        Command open = open(room, ConversationKind.GROUP, alice, bob);
        Command forOthers =
                Command.of(open.wish().toBuilder().setSenderId(mallory.bytes()).build());
        assertThat(refusal(forOthers)).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void aConversationHasAKnownKind() {
        assertThat(refusal(open(room, ConversationKind.CONVERSATION_KIND_UNSPECIFIED, alice)))
                .isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void refersOnlyToMessagesOfTheSameConversationAndToPeopleInIt() {
        group();
        MessageId root = posted(alice);
        Command reply = Wishes.with(
                post(room, bob), wish -> wish.setReplyTo(MessageId.next().bytes()));
        assertThat(decide(reply)).isEqualTo(Refused.invalid("replyTo", "a message of this conversation"));
        Command mention = Wishes.with(post(room, bob), wish -> wish.addMentions(carol.bytes()));
        assertThat(decide(mention)).isEqualTo(Refused.invalid("mentions", "people in this conversation"));
        MessageAccepted inside = accepted(Wishes.with(post(room, bob), wish -> wish.setThreadId(root.bytes())));
        Command nested = Wishes.with(post(room, bob), wish -> wish.setThreadId(inside.getMessageId()));
        assertThat(refusal(nested)).isEqualTo(ErrorCode.INVALID_REQUEST);
        Command all = Wishes.with(post(room, bob), wish -> wish.setMentionsAll(true));
        assertThat(refusal(all)).isEqualTo(ErrorCode.ROLE_REQUIRED);
    }

    @Test
    void aPersonReactsTwentyTimesToAMessageAndNotToOneRecalled() {
        group();
        MessageId message = posted(alice);
        for (int i = 0; i < 20; i++) {
            accepted(Wishes.react(room, message, bob, Character.toString(0x1F600 + i)));
        }
        assertThat(refusal(Wishes.react(room, message, bob, "👍"))).isEqualTo(ErrorCode.RULE_VIOLATED);
        accepted(Wishes.unreact(room, message, bob, Character.toString(0x1F600)));
        accepted(Wishes.react(room, message, bob, "👍"));
        assertThat(refusal(Wishes.react(room, message, bob, "yes"))).isEqualTo(ErrorCode.INVALID_REQUEST);
        accepted(recall(room, message, alice));
        assertThat(decide(Wishes.react(room, message, bob, "🎉")))
                .isEqualTo(Refused.of(ErrorCode.CONFLICT, "rule", "recalled"));
    }

    @Test
    void ownershipOfACustomerConversationStaysWithThoseWhoWorkHere() {
        guests.add(bob);
        accepted(open(room, ConversationKind.CUSTOMER, bob, alice));
        assertThat(refusal(add(room, bob, carol))).isEqualTo(ErrorCode.ROLE_REQUIRED);
        accepted(add(room, alice, carol));
        MessageAccepted left = accepted(remove(room, alice, alice));
        assertThat(left.getMemberRemoved().getNewOwnerId()).isEqualTo(carol.bytes());
        assertThat(accepted(remove(room, carol, carol)).getMemberRemoved().getNewOwnerId())
                .isEqualTo(ByteString.EMPTY);
    }

    private void group() {
        accepted(open(room, ConversationKind.GROUP, alice, bob));
    }

    private MessageId posted(PersonId author) {
        return MessageId.of(accepted(post(room, author)).getMessageId());
    }

    private MessageAccepted accepted(Command command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted) decision).fact().event();
    }

    private ErrorCode refusal(Command command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).code();
    }

    private Decision decide(Command command) {
        return sequencer.decide(command, memory, nowMs);
    }
}
