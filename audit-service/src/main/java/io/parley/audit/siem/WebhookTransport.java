package io.parley.audit.siem;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// A JSON array of OCSF events per request, signed. Redirects are not followed: where events go is in the settings.
final class WebhookTransport implements Transport {

    private static final int OK = 200;
    private static final int REDIRECTED = 300;
    private static final int LONGEST_NUMBER = 6;

    private final SiemProperties.Webhook settings;
    private final String origin;
    private final Duration timeout;
    private final Clock clock;
    private final HttpClient http;

    /// @param origin begins the id of each batch, so that batches of two regions differ
    /// @param trust absent: what the JVM trusts
    WebhookTransport(
            SiemProperties.Webhook settings, String origin, Duration timeout, @Nullable SSLContext trust, Clock clock) {
        this.settings = settings;
        this.origin = origin;
        this.timeout = timeout;
        this.clock = clock;
        HttpClient.Builder client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        this.http = (trust == null ? client : client.sslContext(trust)).build();
    }

    @Override
    public void deliver(Batch batch) throws NotDelivered, InterruptedException {
        HttpRequest request = request(batch);
        try {
            HttpResponse<Void> answer = http.send(request, HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() < OK || answer.statusCode() >= REDIRECTED) {
                throw new NotDelivered("http-" + answer.statusCode(), retryAfter(answer), null);
            }
        } catch (SSLException untrusted) {
            throw new NotDelivered("tls", untrusted);
        } catch (IOException unreachable) {
            throw new NotDelivered("unreachable", unreachable);
        }
    }

    private HttpRequest request(Batch batch) throws NotDelivered {
        String body = batch.events().stream().map(Outgoing::ocsf).collect(Collectors.joining(",\n", "[", "]"));
        String id = origin + "-" + batch.first() + "-" + batch.end();
        long seconds = clock.instant().getEpochSecond();
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.url())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(seconds))
                .header(
                        "webhook-signature",
                        WebhookSignature.read(settings.secretFile()).of(id, seconds, body))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        Path authorization = settings.authorizationFile();
        return (authorization == null ? request : request.header("Authorization", value(authorization))).build();
    }

    private static String value(Path file) throws NotDelivered {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new NotDelivered("authorization", unreadable);
        }
    }

    /// In seconds; the other form, a date, is left to our own pauses (RFC 9110 §10.2.3).
    private static Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.length() <= LONGEST_NUMBER && value.matches("\\d+"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }
}
