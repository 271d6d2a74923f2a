package io.parley.audit.siem;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A collector over HTTPS that checks signatures with the JDK's own means, and can be down, unwilling or silent.
final class WebhookReceiver {

    enum Mood {
        WILLING,
        /// Takes what it gets and dies before it says so.
        DYING,
        UNWILLING,
        SILENT
    }

    private final SSLContext tls;
    private final Received received = new Received();
    private final AtomicInteger badSignatures = new AtomicInteger();
    private final int port;
    private volatile Mood mood = Mood.WILLING;
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private @Nullable HttpsServer server;

    private WebhookReceiver(SSLContext tls) {
        this.tls = tls;
        this.port = listen(0);
    }

    static WebhookReceiver start(SSLContext tls) {
        return new WebhookReceiver(tls);
    }

    int port() {
        return port;
    }

    Received received() {
        return received;
    }

    int badSignatures() {
        return badSignatures.get();
    }

    void be(Mood next) {
        if (next == Mood.SILENT) {
            silence = new CountDownLatch(1);
        } else {
            silence.countDown();
        }
        mood = next;
    }

    synchronized void die() {
        if (server != null) {
            server.stop(0);
        }
    }

    synchronized void comeBack() {
        listen(port);
    }

    private synchronized int listen(int at) {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(tls));
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/in/t0ken", this::take);
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (!signed(exchange.getRequestHeaders(), body)) {
                badSignatures.incrementAndGet();
            }
            switch (mood) {
                case WILLING -> {
                    keep(body);
                    exchange.sendResponseHeaders(204, -1);
                }
                case DYING -> keep(body);
                case UNWILLING -> exchange.sendResponseHeaders(503, -1);
                case SILENT -> silence.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void keep(String body) {
        JsonMapper.shared().readTree(body).values().forEach(received::add);
    }

    private static boolean signed(Headers headers, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    Base64.getDecoder().decode(TestReceivers.SECRET.substring("whsec_".length())), "HmacSHA256"));
            String text = headers.getFirst("webhook-id") + "." + headers.getFirst("webhook-timestamp") + "." + body;
            return ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8))))
                            .equals(headers.getFirst("webhook-signature"))
                    && TestReceivers.AUTHORIZATION.equals(headers.getFirst("Authorization"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
