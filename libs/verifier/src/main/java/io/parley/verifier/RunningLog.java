package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A log that is served. Asks for a few resources at the same time, and waits when it is told to.
final class RunningLog implements LogSource {

    private static final int TRIES = 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Future<Optional<byte[]>>> asked = new HashMap<>();
    private final URI address;
    private final Optional<String> token;

    /// @param address without a slash at its end
    RunningLog(URI address, Optional<String> token) {
        this.address = address;
        this.token = token;
    }

    @Override
    public void soon(String path) {
        asked.computeIfAbsent(path, wanted -> threads.submit(() -> fetch(wanted)));
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        soon(path);
        Future<Optional<byte[]>> coming = asked.remove(path);
        try {
            return coming == null ? Optional.empty() : coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(path + ": interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        }
    }

    /// Beside the public log, for those who may read events.
    @Override
    public Optional<BufferedReader> openings() throws IOException {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        URI events = URI.create(address.toString().replaceAll("/log$", "") + "/events/export?format=openings");
        var request = HttpRequest.newBuilder(events).header("Authorization", "Bearer " + token.get());
        HttpResponse<InputStream> answer = patiently(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != OK) {
            throw new IOException(events + ": status " + answer.statusCode());
        }
        return Optional.of(new BufferedReader(new InputStreamReader(answer.body(), UTF_8)));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }

    private Optional<byte[]> fetch(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(address + "/" + path)).timeout(PATIENCE);
        HttpResponse<byte[]> answer = patiently(request.build(), BodyHandlers.ofByteArray());
        return switch (answer.statusCode()) {
            case OK -> Optional.of(answer.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw new IOException(path + ": status " + answer.statusCode());
        };
    }

    private <T> HttpResponse<T> patiently(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            HttpResponse<T> answer = http.send(request, body);
            for (int again = 1; again < TRIES && isBusy(answer); again++) {
                Thread.sleep(pause(answer));
                answer = http.send(request, body);
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static boolean isBusy(HttpResponse<?> answer) {
        return answer.statusCode() == TOO_MANY || answer.statusCode() == UNAVAILABLE;
    }

    private static Duration pause(HttpResponse<?> answer) {
        String seconds = answer.headers().firstValue("Retry-After").orElse("1");
        return Duration.ofSeconds(seconds.matches("[0-9]{1,2}") ? Long.parseLong(seconds) : 1);
    }
}
