package io.parley.client;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What and whom a new message refers to.
///
/// @param threadId the message of the same conversation that began the thread
/// @param mentionsAll mentions everybody; of owners and moderators
public record SendOptions(
        @Nullable MessageId replyTo, @Nullable MessageId threadId, List<PersonId> mentions, boolean mentionsAll) {

    public static final SendOptions NONE = new SendOptions(null, null, List.of(), false);

    public SendOptions {
        mentions = List.copyOf(mentions);
    }

    public static SendOptions replyTo(MessageId message) {
        return new SendOptions(message, null, List.of(), false);
    }

    public static SendOptions inThread(MessageId root) {
        return new SendOptions(null, root, List.of(), false);
    }

    public static SendOptions mentioning(List<PersonId> people) {
        return new SendOptions(null, null, people, false);
    }
}
