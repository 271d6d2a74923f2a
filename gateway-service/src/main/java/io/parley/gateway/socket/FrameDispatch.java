package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.gateway.send.Command;
import io.parley.gateway.send.Fields;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.TokenVerifier;
import io.parley.platform.problem.DomainException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClientException;

/// Understands what a session says. Called with one frame at a time per session; never throws.
@Component
final class FrameDispatch {

    private static final Logger LOG = LoggerFactory.getLogger(FrameDispatch.class);

    private static final Optional<String> SEND = Optional.of(ClientFrameType.SEND.wire());
    private static final int USUAL_BYTES = 8_192;

    private final Hello hello;
    private final Commands commands;
    private final Watching watching;
    private final ReceiptMarks marks;
    private final Typing typing;
    private final TokenVerifier tokens;

    FrameDispatch(
            Hello hello,
            Commands commands,
            Watching watching,
            ReceiptMarks marks,
            Typing typing,
            TokenVerifier tokens) {
        this.hello = hello;
        this.commands = commands;
        this.watching = watching;
        this.marks = marks;
        this.typing = typing;
        this.tokens = tokens;
    }

    /// For the event loop: takes an ordinary message that needs nobody's answer first. Whatever else a frame says, or
    /// is wrong with, is for [#handle].
    ///
    /// @return whether the frame is done with
    boolean handleAtOnce(Session session, byte[] frame) {
        if (session.phase() != Session.Phase.LIVE || frame.length > USUAL_BYTES) {
            return false;
        }
        try {
            Fields fields = Fields.of(frame);
            return fields.text("type").equals(SEND)
                    && Command.post(fields, conversation(fields)) instanceof Command.Post post
                    && commands.sendAtOnce(session, post);
        } catch (DomainException refused) {
            LOG.trace("Left to the lane: {}", refused.code());
            return false;
        }
    }

    void handle(Session session, byte[] frame) {
        Fields fields;
        try {
            fields = Fields.of(frame);
        } catch (DomainException malformed) {
            session.offer(broken -> broken.end(Ending.BAD_FRAME));
            return;
        }
        try {
            handle(session, fields);
        } catch (DomainException refused) {
            refuse(session, fields, refused);
        } catch (HttpClientErrorException refused) {
            refuse(session, fields, new DomainException(ErrorCode.NOT_FOUND, "conversation not found"));
        } catch (RestClientException down) {
            refuse(session, fields, DomainException.unavailable("a service behind the gateway", down));
        } catch (RuntimeException bug) {
            LOG.error("A frame could not be handled", bug);
            refuse(session, fields, new DomainException(ErrorCode.INTERNAL, "the frame could not be handled"));
        }
    }

    private void handle(Session session, Fields fields) {
        String name = fields.text("type").orElseThrow(() -> DomainException.invalid("type", "required"));
        ClientFrameType type = ClientFrameType.of(name).orElseThrow(() -> unknown(session));
        if (type != ClientFrameType.HELLO && session.phase() == Session.Phase.NEW) {
            throw new DomainException(ErrorCode.HELLO_REQUIRED, "say hello first");
        }
        switch (type) {
            case HELLO -> hello.say(session, fields);
            case SEND -> commands.send(session, Command.post(fields, conversation(fields)));
            case EDIT -> commands.send(session, edit(fields));
            case RECALL -> commands.send(session, Command.recall(message(fields), conversation(fields)));
            case REACT -> commands.send(session, react(fields));
            case DELIVERED -> marks.delivered(session, conversation(fields), fields.requireNumber("seq"));
            case READ -> marks.read(session, conversation(fields), fields.requireNumber("seq"));
            case TYPING -> typing.said(session, conversation(fields));
            case SUBSCRIBE -> watching.watch(session, fields);
            case AUTHENTICATE -> authenticate(session, fields);
            case PING -> session.send(ServerFrames.pong());
        }
    }

    private static DomainException unknown(Session session) {
        return session.phase() == Session.Phase.NEW
                ? new DomainException(ErrorCode.HELLO_REQUIRED, "say hello first")
                : new DomainException(ErrorCode.UNKNOWN_FRAME, "this frame type is not known here");
    }

    private static Command edit(Fields fields) {
        return Command.edit(fields, fields.id("commandId"), message(fields), conversation(fields));
    }

    private static Command react(Fields fields) {
        String emoji = fields.text("emoji").orElseThrow(() -> DomainException.invalid("emoji", "required"));
        return Command.react(
                emoji, fields.flag("remove"), fields.id("commandId"), message(fields), conversation(fields));
    }

    private static ConversationId conversation(Fields fields) {
        return new ConversationId(fields.requireId("conversationId"));
    }

    private static MessageId message(Fields fields) {
        return new MessageId(fields.requireId("messageId"));
    }

    private void authenticate(Session session, Fields fields) {
        String token = fields.text("token").orElseThrow(() -> DomainException.invalid("token", "required"));
        if (tokens.verify(token) instanceof PersonCaller caller
                && caller.personId().equals(session.person())) {
            session.renew(caller.account(), caller.tokenExpires());
        } else {
            throw new DomainException(ErrorCode.FORBIDDEN, "token: of another person (expected: the session's own)");
        }
    }

    /// A refused command is `rejected` as long as its message id can be read, anything else an `error`.
    private static void refuse(Session session, Fields fields, DomainException reason) {
        session.send(commandId(fields)
                .map(id -> ServerFrames.rejected(id, reason).end())
                .orElseGet(() -> ServerFrames.error(reason)));
    }

    private static Optional<UUID> commandId(Fields fields) {
        try {
            return fields.text("type")
                    .flatMap(ClientFrameType::of)
                    .filter(FrameDispatch::isCommand)
                    .flatMap(type -> fields.id("messageId"));
        } catch (DomainException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isCommand(ClientFrameType type) {
        return switch (type) {
            case SEND, EDIT, RECALL, REACT -> true;
            case HELLO, DELIVERED, READ, TYPING, SUBSCRIBE, AUTHENTICATE, PING -> false;
        };
    }

    /// For the presence of people: at most this many at once.
    @Component
    static final class Watching {

        private static final int MOST = 200;

        private final Reachabilities presence;

        Watching(Reachabilities presence) {
            this.presence = presence;
        }

        /// Watches first and asks then, so that no change falls between. Presence down: everybody is `unknown`.
        void watch(Session session, Fields fields) {
            var people = fields.ids("presence", MOST);
            session.offer(watcher -> watcher.watch(
                    people.stream().map(PersonId::new).collect(java.util.stream.Collectors.toUnmodifiableSet())));
            if (people.isEmpty()) {
                return;
            }
            try {
                presence.of(people, session.person().value())
                        .forEach(now -> session.send(
                                ServerFrames.presence(new PersonId(now.personId()), now.state(), now.lastSeen())));
            } catch (DomainException | RestClientException down) {
                people.forEach(id -> session.send(ServerFrames.presence(new PersonId(id), "unknown", null)));
            }
        }
    }
}
