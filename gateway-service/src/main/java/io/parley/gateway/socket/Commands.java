package io.parley.gateway.socket;

import io.parley.contracts.ErrorCode;
import io.parley.gateway.limit.SendLimit;
import io.parley.gateway.notice.MandatoryNotices;
import io.parley.gateway.send.Answer;
import io.parley.gateway.send.Command;
import io.parley.gateway.send.MessageSender;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends what a session asks for and brings it the answer. A command without an outcome stays unanswered, however long
/// that takes; the client learns nothing false.
@Component
final class Commands {

    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);
    private static final Duration WHEN_FULL = Duration.ofSeconds(1);

    private final MessageSender sender;
    private final OwnCommands own;
    private final SendLimit limit;
    private final MandatoryNotices notices;
    private final int maxInFlight;

    Commands(
            MessageSender sender,
            OwnCommands own,
            SendLimit limit,
            MandatoryNotices notices,
            SocketProperties properties) {
        this.sender = sender;
        this.own = own;
        this.limit = limit;
        this.notices = notices;
        this.maxInFlight = properties.maxInFlight();
    }

    /// Blocks while a key is fetched. Every command gets exactly one `accepted` or `rejected`, here or later.
    void send(Session session, Command command) {
        if (session.inFlight().incrementAndGet() > maxInFlight) {
            session.inFlight().decrementAndGet();
            reject(session, command, tooMany("more than " + maxInFlight + " commands wait for an answer", WHEN_FULL));
            return;
        }
        own.put(command.commandId(), session);
        try {
            notices.requireAnswered(session.person());
            limit.acquire(session.person());
            var _ = sender.send(session.person(), command)
                    .whenComplete((answer, failure) -> done(session, command, answer, failure));
        } catch (RuntimeException failure) {
            done(session, command, null, failure);
        }
    }

    /// On the session's event loop.
    ///
    /// @return false when it would block, or be refused: nothing was done then
    boolean sendAtOnce(Session session, Command.Post command) {
        if (session.inFlight().get() >= maxInFlight
                || !notices.mayWrite(session.person())
                || !limit.takeHeld(session.person())) {
            return false;
        }
        own.put(command.commandId(), session);
        Optional<CompletableFuture<Answer>> sent = sender.sendAtOnce(session.person(), command);
        if (sent.isEmpty()) {
            own.remove(command.commandId(), session);
            return false;
        }
        session.inFlight().incrementAndGet();
        var _ = sent.get().whenComplete((answer, failure) -> done(session, command, answer, failure));
        return true;
    }

    private static DomainException tooMany(String detail, Duration retryAfter) {
        return new DomainException(ErrorCode.TOO_MANY_REQUESTS, detail).retryAfter(retryAfter);
    }

    private void done(Session session, Command command, @Nullable Answer answer, @Nullable Throwable failure) {
        own.remove(command.commandId(), session);
        session.inFlight().decrementAndGet();
        switch (answer) {
            case null -> reject(session, command, reason(failure));
            case Answer.Accepted accepted -> session.send(ServerFrames.accepted(accepted));
            case Answer.Rejected rejected -> reject(session, command, rejected.reason());
        }
    }

    private static void reject(Session session, Command command, DomainException reason) {
        session.send(ServerFrames.rejected(command, reason));
    }

    private static DomainException reason(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof DomainException known) {
            return known;
        }
        LOG.error("A command failed", cause);
        return new DomainException(ErrorCode.INTERNAL, "the command failed on our side");
    }
}
