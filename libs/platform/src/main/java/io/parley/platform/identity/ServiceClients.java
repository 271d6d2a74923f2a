package io.parley.platform.identity;

import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/// Calls between services: `@HttpExchange` interfaces with this service's token. A neighbour that is down, or answers
/// 5xx, is "unavailable"; its 4xx are our own mistake and surface as they are.
public final class ServiceClients {

    private final RestClient.Builder builder;
    private final ServiceTokens tokens;
    private final ParleyProperties properties;
    private final JdkClientHttpRequestFactory requests;

    ServiceClients(
            RestClient.Builder builder, ServiceTokens tokens, ParleyProperties properties, TrustedRequests trusted) {
        this.builder = builder;
        this.tokens = tokens;
        this.properties = properties;
        this.requests = trusted.by(properties.tls().bundle());
    }

    /// @param service short name of the neighbour, as in `parley.services.<name>`
    public <T> T create(Class<T> exchange, String service) {
        URI base = properties.services().get(service);
        if (base == null) {
            throw new IllegalArgumentException("parley.services." + service + ": missing (expected: a base address)");
        }
        RestClient client = builder.clone()
                .baseUrl(base)
                .requestFactory(requests)
                .requestInterceptor((request, body, execution) -> call(service, request, body, execution))
                .build();
        return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
                .build()
                .createClient(exchange);
    }

    private ClientHttpResponse call(
            String service, HttpRequest request, byte[] body, ClientHttpRequestExecution execution) {
        try {
            request.getHeaders().setBearerAuth(tokens.current());
            ClientHttpResponse response = execution.execute(request, body);
            if (response.getStatusCode().is5xxServerError()) {
                response.close();
                throw DomainException.unavailable(service + "-service", null);
            }
            return new WholeAnswer(response, service + "-service");
        } catch (IOException down) {
            throw DomainException.unavailable(service + "-service", down);
        } catch (OAuth2AuthorizationException noToken) {
            throw DomainException.unavailable("the token issuer", noToken);
        }
    }
}
