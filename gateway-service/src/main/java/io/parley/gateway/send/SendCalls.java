package io.parley.gateway.send;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.gateway.edge.Blocking;
import io.parley.gateway.edge.Callers;
import io.parley.gateway.limit.SendLimit;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/// Sending by REST. Answers when the command is durable and decided, or that this cannot be known now; repeating with
/// the same id is always safe.
@Component
final class SendCalls {

    private static final String KEY_HEADER = "Idempotency-Key";
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final MessageSender sender;
    private final SendLimit limit;
    private final RequestKeys requests;
    private final Blocking blocking;
    private final SendProperties properties;

    SendCalls(
            MessageSender sender, SendLimit limit, RequestKeys requests, Blocking blocking, SendProperties properties) {
        this.sender = sender;
        this.limit = limit;
        this.requests = requests;
        this.blocking = blocking;
        this.properties = properties;
    }

    private record Stored(UUID messageId, UUID conversationId, long seq, Instant acceptedAt) {

        static Stored of(Answer.Accepted answer) {
            return new Stored(
                    answer.messageId().value(),
                    answer.conversationId().value(),
                    answer.seq(),
                    answer.acceptedAt().truncatedTo(ChronoUnit.MILLIS));
        }
    }

    @FunctionalInterface
    private interface Reading {
        Command read(byte[] body);
    }

    Mono<ServerResponse> post(ServerRequest request) {
        requireJson(request);
        ConversationId conversation = conversation(request);
        return send(request, body -> Command.post(Fields.of(body), conversation))
                .flatMap(answer -> answer(answer.repeated() ? HttpStatus.OK : HttpStatus.CREATED, answer));
    }

    Mono<ServerResponse> edit(ServerRequest request) {
        requireJson(request);
        ConversationId conversation = conversation(request);
        MessageId message = message(request);
        Optional<UUID> wish = key(request).map(key -> RequestKeys.commandId(caller(request), key));
        return send(request, body -> Command.edit(Fields.of(body), wish, message, conversation))
                .flatMap(answer -> answer(HttpStatus.OK, answer));
    }

    Mono<ServerResponse> recall(ServerRequest request) {
        Command recall = Command.recall(message(request), conversation(request));
        return send(request, body -> recall).flatMap(answer -> answer(HttpStatus.OK, answer));
    }

    Mono<ServerResponse> react(ServerRequest request) {
        return react(request, false);
    }

    Mono<ServerResponse> unreact(ServerRequest request) {
        return react(request, true);
    }

    private Mono<ServerResponse> react(ServerRequest request, boolean removed) {
        Optional<UUID> wish = key(request).map(key -> RequestKeys.commandId(caller(request), key));
        Command react =
                Command.react(request.pathVariable("emoji"), removed, wish, message(request), conversation(request));
        return send(request, body -> react).flatMap(answer -> answer(HttpStatus.OK, answer));
    }

    private Mono<Answer.Accepted> send(ServerRequest request, Reading reading) {
        PersonId person = caller(request);
        return request.bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .flatMap(body -> blocking.call(() -> {
                    Command command = reading.read(body);
                    key(request).ifPresent(key -> requests.check(person, key, request.method() + request.path(), body));
                    limit.acquire(person);
                    return outcome(person, command);
                }));
    }

    private Answer.Accepted outcome(PersonId person, Command command) throws InterruptedException {
        try {
            Answer answer =
                    sender.send(person, command).get(properties.answerWithin().toMillis(), TimeUnit.MILLISECONDS);
            return switch (answer) {
                case Answer.Accepted accepted -> accepted;
                case Answer.Rejected rejected -> throw rejected.reason();
            };
        } catch (TimeoutException undecided) {
            throw new DomainException(
                            ErrorCode.UNAVAILABLE, "not decided yet, repeat with the same messageId", undecided)
                    .retryAfter(RETRY);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof DomainException known
                    ? known
                    : new IllegalStateException("command: failed", failed.getCause());
        }
    }

    private static Mono<ServerResponse> answer(HttpStatus status, Answer.Accepted answer) {
        return ServerResponse.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Stored.of(answer));
    }

    private static void requireJson(ServerRequest request) {
        boolean json = request.headers()
                .contentType()
                .filter(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                        || type.getSubtype().endsWith("+json"))
                .isPresent();
        if (!json) {
            throw new DomainException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Content-Type: expected application/json");
        }
    }

    private static Optional<String> key(ServerRequest request) {
        return Optional.ofNullable(request.headers().firstHeader(KEY_HEADER));
    }

    private static PersonId caller(ServerRequest request) {
        return Callers.person(request).personId();
    }

    private static ConversationId conversation(ServerRequest request) {
        return new ConversationId(id(request, "conversationId"));
    }

    private static MessageId message(ServerRequest request) {
        return new MessageId(id(request, "messageId"));
    }

    private static UUID id(ServerRequest request, String name) {
        try {
            return Ids.parse(request.pathVariable(name));
        } catch (IllegalArgumentException notAnId) {
            throw DomainException.invalid(name, "expected: a UUID");
        }
    }
}
