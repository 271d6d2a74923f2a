package io.parley.gateway.edge;

import io.parley.contracts.ErrorCode;
import io.parley.gateway.limit.RestLimit;
import io.parley.gateway.notice.MandatoryNotices;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.ServiceCaller;
import io.parley.platform.identity.TokenVerifier;
import io.parley.platform.problem.DomainException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/// Checks every request's token before anything else sees it, and the pace of its caller. The services behind check the
/// token again themselves: the gateway is a door, not the only lock.
@Component
@Order(EntryFilter.ORDER)
final class EntryFilter implements WebFilter {

    static final int ORDER = 0;
    private static final String SCHEME = "Bearer ";
    private static final String SCIM = "/scim/";
    private static final String SCIM_SCOPE = "scim";

    private final TokenVerifier tokens;
    private final RestLimit limit;
    private final Refusals refusals;
    private final Blocking blocking;
    private final MandatoryNotices notices;
    private final List<PathPattern> open;

    EntryFilter(
            TokenVerifier tokens,
            RestLimit limit,
            Refusals refusals,
            Blocking blocking,
            MandatoryNotices notices,
            EdgeProperties properties) {
        this.tokens = tokens;
        this.limit = limit;
        this.refusals = refusals;
        this.blocking = blocking;
        this.notices = notices;
        this.open = properties.openPaths().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        PathContainer path = request.getPath().pathWithinApplication();
        if (CorsUtils.isPreFlightRequest(request) || open.stream().anyMatch(pattern -> pattern.matches(path))) {
            return chain.filter(exchange);
        }
        return blocking.call(() -> admit(request))
                .doOnNext(caller -> exchange.getAttributes().put(Callers.ATTRIBUTE, caller))
                .then(Mono.defer(() -> chain.filter(exchange)));
    }

    private Caller admit(ServerHttpRequest request) {
        @Nullable Caller caller = null;
        try {
            caller = tokens.verify(token(request));
            requireRightKind(caller, request.getPath().value());
            limit.acquire(caller.actorId());
            if (caller instanceof PersonCaller person && Writing.is(request)) {
                notices.requireAnswered(person.personId());
            }
            return caller;
        } catch (DomainException refused) {
            throw refusals.record(refused, caller, request.getMethod().name(), area(request));
        }
    }

    private static String token(ServerHttpRequest request) {
        String header = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new DomainException(ErrorCode.UNAUTHENTICATED, "send a bearer token");
        }
        return header.substring(SCHEME.length()).trim();
    }

    private static void requireRightKind(Caller caller, String path) {
        boolean right = switch (caller) {
            case PersonCaller _ -> !path.startsWith(SCIM);
            case ServiceCaller service ->
                path.startsWith(SCIM) ? service.scopes().contains(SCIM_SCOPE) : isForServices(service);
        };
        if (!right) {
            throw new DomainException(ErrorCode.FORBIDDEN, "your token does not allow this");
        }
    }

    /// Clients with a scope of their own (an archive feed) are judged by the service that owns the call.
    private static boolean isForServices(ServiceCaller service) {
        return service.scopes().stream().anyMatch(scope -> scope.contains("."));
    }

    /// The first two steps of the path: enough to say what was refused, too little to hold an id.
    private static String area(ServerHttpRequest request) {
        List<PathContainer.Element> steps =
                request.getPath().pathWithinApplication().elements();
        StringBuilder area = new StringBuilder();
        steps.stream().limit(4).map(PathContainer.Element::value).forEach(area::append);
        return area.toString();
    }
}
