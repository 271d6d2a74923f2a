package io.parley.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.gateway.edge.Refusals;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SignIn;
import io.parley.platform.identity.TokenVerifier;
import io.parley.platform.problem.DomainException;
import io.parley.platform.problem.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/// Who may open a socket. The token comes in `Authorization`, or for browsers, which cannot set headers, as a second
/// subprotocol `bearer.<JWT>`.
final class Admission {

    static final String SUBPROTOCOL = "parley.v1.json";
    private static final String SCHEME = "Bearer ";
    private static final String TOKEN_PREFIX = "bearer.";

    private final TokenVerifier tokens;
    private final Refusals refusals;
    private final BooleanSupplier delivering;
    private final WebSocketDecoderConfig decoding;
    private final Function<Admitted, ChannelHandler> sessions;

    Admission(
            TokenVerifier tokens,
            Refusals refusals,
            BooleanSupplier delivering,
            SocketProperties limits,
            Function<Admitted, ChannelHandler> sessions) {
        this.tokens = tokens;
        this.refusals = refusals;
        this.delivering = delivering;
        this.sessions = sessions;
        this.decoding = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength((int) limits.maxFrame().toBytes())
                .closeOnProtocolViolation(false)
                .allowExtensions(false)
                .build();
    }

    /// Who was let in by which account, and until when the token is good.
    record Admitted(PersonId person, SignIn account, Instant tokenExpires) {}

    /// Blocks while the issuer's keys are fetched.
    Admitted check(HttpRequest request) {
        try {
            return admitted(request);
        } catch (DomainException refused) {
            throw refusals.record(refused, null, request.method().name(), SocketUpgrade.PATH);
        }
    }

    private Admitted admitted(HttpRequest request) {
        List<String> offered = subprotocols(request);
        if (!offered.isEmpty() && !offered.contains(SUBPROTOCOL)) {
            throw DomainException.invalid("Sec-WebSocket-Protocol", "expected: " + SUBPROTOCOL);
        }
        String token = token(request, offered);
        if (!(tokens.verify(token) instanceof PersonCaller person)) {
            throw new DomainException(ErrorCode.FORBIDDEN, "sockets are for people");
        }
        if (!delivering.getAsBoolean()) {
            throw DomainException.unavailable("delivery", null);
        }
        return new Admitted(person.personId(), person.account(), person.tokenExpires());
    }

    private static String token(HttpRequest request, List<String> offered) {
        String header = request.headers().get(HttpHeaderNames.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return header.substring(SCHEME.length()).trim();
        }
        return offered.stream()
                .filter(name -> name.startsWith(TOKEN_PREFIX))
                .map(name -> name.substring(TOKEN_PREFIX.length()))
                .findFirst()
                .orElseThrow(() -> new DomainException(ErrorCode.UNAUTHENTICATED, "send a bearer token"));
    }

    private static List<String> subprotocols(HttpRequest request) {
        return request.headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL).stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::trim)
                .flatMap(name -> name.isEmpty() ? Stream.empty() : Stream.of(name))
                .toList();
    }

    WebSocketDecoderConfig decoding() {
        return decoding;
    }

    ChannelHandler session(Admitted admitted) {
        return sessions.apply(admitted);
    }

    byte[] problem(DomainException refused, HttpRequest request) {
        return refusals.document(refused, name -> request.headers().get(name));
    }

    HttpHeaders headers(DomainException refused) {
        return Problem.headers(refused);
    }
}
