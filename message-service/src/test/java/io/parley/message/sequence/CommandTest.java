package io.parley.message.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationKind;
import io.parley.contracts.event.MessageSubmitted;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

    private static final ByteString SHORT = ByteString.copyFromUtf8("short");

    private final ConversationId room = ConversationId.next();
    private final PersonId alice = PersonId.next();
    private final PersonId bob = PersonId.next();

    @Test
    void refusesWishesThatAreNone() {
        MessageSubmitted post = Wishes.post(room, alice).wish();
        broken(post, wish -> wish.clearPost());
        broken(post, wish -> wish.setConversationId(SHORT));
        broken(post, wish -> wish.setCommandId(SHORT));
        broken(post, wish -> wish.setSenderId(ByteString.EMPTY));
        broken(post, wish -> wish.getPostBuilder().clearContent());
        broken(post, wish -> wish.getPostBuilder().getContentBuilder().clearCiphertext());
        broken(post, wish -> wish.getPostBuilder().setReplyTo(SHORT));
        broken(post, wish -> wish.getPostBuilder().addMentions(SHORT));
        broken(
                Wishes.recall(room, MessageId.next(), alice).wish(),
                wish -> wish.getRecallBuilder().setMessageId(SHORT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSamePeopleInAnotherOrderAreTheSameWish(boolean reversed) {
        Command open = Wishes.open(room, ConversationKind.DIRECT, alice, bob);
        var wish = open.wish().toBuilder();
        wish.getOpenBuilder()
                .clearMemberIds()
                .addMemberIds((reversed ? bob : alice).bytes())
                .addMemberIds((reversed ? alice : bob).bytes());
        assertThat(Command.of(wish.build()).fingerprint()).isEqualTo(open.fingerprint());
        assertThat(Command.of(wish.build()).directPair()).isEqualTo(open.directPair());
    }

    @Test
    void tellsNothingOfItsContent() {
        assertThat(Wishes.post(room, MessageId.next(), alice, "canary"))
                .asString()
                .doesNotContain("canary");
    }

    private static void broken(MessageSubmitted wish, Consumer<MessageSubmitted.Builder> breaking) {
        MessageSubmitted.Builder broken = wish.toBuilder();
        breaking.accept(broken);
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of(broken.build()));
    }
}
