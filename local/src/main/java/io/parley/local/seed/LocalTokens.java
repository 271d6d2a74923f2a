package io.parley.local.seed;

import io.parley.local.region.CommandFailed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/// Gets access tokens from the local sign-in.
public final class LocalTokens {

    private final String issuer;

    public LocalTokens(String issuer) {
        this.issuer = issuer;
    }

    /// @param seconds how long the token is to live, at most an hour
    public String ofPerson(String name, int seconds) {
        return request(
                "person: " + name,
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        "parley-local",
                        "username",
                        name,
                        "password",
                        name,
                        "expires_in",
                        Integer.toString(seconds)));
    }

    public String ofClient(String clientId, String secret, String scope) {
        return request(
                "client: " + clientId,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", clientId,
                        "client_secret", secret,
                        "scope", scope));
    }

    private String request(String who, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Http.Answer answer = new Http(issuer).form("/token", body);
        if (answer.status() != 200) {
            throw new CommandFailed(
                    CommandFailed.FAILED,
                    who + " got no token: " + answer.status() + " "
                            + answer.body().path("error").asString("")
                            + " (expected: a demo person and 1..3600 seconds)");
        }
        return answer.body().path("access_token").asString();
    }
}
