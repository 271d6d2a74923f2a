package io.parley.platform.region;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// What every service knows of itself and its neighbours.
///
/// @param service short name ("message")
/// @param region the region this deployment is; every record carries it
/// @param instance names this process among its siblings; random when left empty. A stable name lets a restarted
///     Kafka consumer take its partitions back at once
/// @param oidc the one trusted issuer and this service's client there
/// @param services base addresses of the six services of this region
/// @param regions public addresses of the other regions' gateways, where strayed clients are sent
/// @param topics how topics are created; not named `kafka`, because PARLEY_KAFKA (the broker address) would bind to it
/// @param security what needs no token, or another one than a person's
/// @param tls connections to the other services
@ConfigurationProperties("parley")
@Validated
public record ParleyProperties(
        @NotBlank String service,
        @NotBlank String region,
        @DefaultValue("") String instance,
        @Valid @NotNull Oidc oidc,
        @DefaultValue Map<String, URI> services,
        @DefaultValue Map<String, URI> regions,
        @Valid @DefaultValue Topics topics,
        @DefaultValue Security security,
        @DefaultValue Tls tls) {

    /// @param linkBy what a person is found by when an account signs in for the first time
    /// @param tokenUri where services fetch their tokens; absent: `<issuer>/token`
    /// @param jwksUri where the issuer's keys are; absent: as its metadata document says
    /// @param audience what every token must be meant for (RFC 7519 §4.1.3); empty: not looked at
    /// @param bundle SSL bundle that knows the issuer's authority; empty: those the JVM trusts
    public record Oidc(
            @NotNull URI issuer,
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("user-name") LinkBy linkBy,
            @Nullable URI tokenUri,
            @Nullable URI jwksUri,
            @DefaultValue("") String audience,
            @DefaultValue("") String bundle) {

        public URI tokenEndpoint() {
            return tokenUri == null ? URI.create(issuer + "/token") : tokenUri;
        }

        @Override
        public String toString() {
            return "Oidc[issuer=" + issuer + ", clientId=" + clientId + ", clientSecret=[redacted]]";
        }
    }

    /// The token's `preferred_username` is the registry's user name; or its `email`, where the issuer vouches for it,
    /// is
    /// one of the person's. The first is right where one directory feeds both, the second where names differ.
    public enum LinkBy {
        USER_NAME,
        EMAIL
    }

    /// @param partitions of the topics that are keyed by conversation or person
    /// @param replicas of every topic
    public record Topics(
            @DefaultValue("12") int partitions,
            @DefaultValue("1") short replicas) {}

    /// @param clientPaths below `/v1`, where outside clients may come as well as people
    public record Security(
            @DefaultValue List<String> publicPaths,
            @DefaultValue @Valid List<ClientPath> clientPaths) {}

    /// @param scope that a client's token must have there
    public record ClientPath(
            @NotBlank String path, @NotBlank String scope) {}

    /// @param bundle SSL bundle that knows the authority of the services' certificates; empty: those the JVM trusts
    public record Tls(@DefaultValue("") String bundle) {}
}
