package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.ConversationArchiveState;
import io.parley.contracts.event.MessagesPurged;
import io.parley.contracts.event.PresenceChanged;
import io.parley.contracts.event.Reachability;
import io.parley.gateway.send.Answer;
import io.parley.gateway.send.Command;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The frames that are not about a fact of a conversation.
final class ServerFrames {

    private static final byte[] PONG = JsonFrame.of(ServerFrameType.PONG).end();

    private ServerFrames() {}

    static byte[] welcome(Session session, String region, Duration heartbeat, List<Standing> standings, int notices) {
        List<JsonFrame> conversations = standings.stream()
                .map(standing -> JsonFrame.object()
                        .with("conversationId", standing.conversationId().toString())
                        .with("lastSeq", standing.lastSeq())
                        .with("readSeq", standing.readSeq())
                        .with("purges", standing.purges()))
                .toList();
        return JsonFrame.of(ServerFrameType.WELCOME)
                .with("sessionId", session.id().toString())
                .with("personId", session.person().toString())
                .with("region", region)
                .with("heartbeatSeconds", heartbeat.toSeconds())
                .with("conversations", conversations)
                .with("pendingNotices", notices)
                .end();
    }

    static byte[] purged(MessagesPurged purged) {
        List<JsonFrame> runs = purged.getRunsList().stream()
                .map(run ->
                        JsonFrame.object().with("firstSeq", run.getFirstSeq()).with("lastSeq", run.getLastSeq()))
                .toList();
        return JsonFrame.of(ServerFrameType.PURGED)
                .with(
                        "conversationId",
                        ConversationId.of(purged.getConversationId()).toString())
                .with("after", purged.getAfter())
                .with("number", purged.getAfter() + runs.size())
                .with("runs", runs)
                .end();
    }

    static byte[] accepted(Answer.Accepted answer) {
        return JsonFrame.of(ServerFrameType.ACCEPTED)
                .with("messageId", answer.messageId().toString())
                .with("conversationId", answer.conversationId().toString())
                .with("seq", answer.seq())
                .with("acceptedAt", answer.acceptedAt())
                .end();
    }

    static byte[] rejected(Command command, DomainException reason) {
        return rejected(command.messageId().value(), reason)
                .with("conversationId", command.conversationId().toString())
                .end();
    }

    /// For a command so broken that only its message id could be read.
    static JsonFrame rejected(UUID messageId, DomainException reason) {
        JsonFrame frame = JsonFrame.of(ServerFrameType.REJECTED)
                .with("messageId", messageId.toString())
                .with("code", reason.code().code())
                .with("detail", reason.detail());
        return reasons(frame, reason);
    }

    private static JsonFrame reasons(JsonFrame frame, DomainException reason) {
        Duration retry = reason.retryAfter();
        if (retry != null) {
            frame.with("retryAfterMs", retry.toMillis());
        }
        reason.members().forEach((name, value) -> {
            if (value instanceof List<?> list) {
                frame.with(name, list);
            } else {
                frame.with(name, value.toString());
            }
        });
        return frame;
    }

    static byte[] error(DomainException reason) {
        return reasons(
                        JsonFrame.of(ServerFrameType.ERROR)
                                .with("code", reason.code().code())
                                .with("detail", reason.detail()),
                        reason)
                .end();
    }

    static byte[] notice(Awaited.Awaiting awaiting) {
        return JsonFrame.of(ServerFrameType.NOTICE)
                .with("pendingNotices", awaiting.pendingNotices())
                .with("dueCourses", awaiting.dueCourses())
                .end();
    }

    static byte[] pong() {
        return PONG;
    }

    static byte[] goodbye(Ending ending) {
        return JsonFrame.of(ServerFrameType.GOODBYE)
                .with("code", ending.code())
                .with("reconnect", ending.reconnect())
                .end();
    }

    static byte[] presence(PresenceChanged change) {
        PersonId person = PersonId.of(change.getPersonId());
        Instant lastSeen = change.getLastSeenMs() == 0 ? null : Instant.ofEpochMilli(change.getLastSeenMs());
        return presence(person, state(change.getState()), lastSeen);
    }

    static byte[] presence(PersonId person, String state, @Nullable Instant lastSeen) {
        JsonFrame frame = JsonFrame.of(ServerFrameType.PRESENCE)
                .with("personId", person.toString())
                .with("state", state);
        return (lastSeen == null ? frame : frame.with("lastSeen", lastSeen)).end();
    }

    private static String state(Reachability state) {
        return switch (state) {
            case ONLINE -> "online";
            case AWAY -> "away";
            case OFFLINE -> "offline";
            case REACHABILITY_UNSPECIFIED, UNRECOGNIZED -> "unknown";
        };
    }

    static byte[] archiveState(ConversationArchiveState change) {
        JsonFrame archive = JsonFrame.object().with("state", state(change)).with("why", change.getWhy());
        return JsonFrame.of(ServerFrameType.CONVERSATION)
                .with(
                        "conversationId",
                        ConversationId.of(change.getConversationId()).toString())
                .with("change", "archive-state")
                .with("archive", archive)
                .end();
    }

    private static String state(ConversationArchiveState change) {
        return switch (change.getState()) {
            case ARCHIVED -> "archived";
            case NOT_ARCHIVED -> "not-archived";
            case ARCHIVE_PENDING, UNRECOGNIZED -> "pending";
        };
    }

    static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
