package io.parley.testing;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the fakes of remote key services share: a key of their own, and JSON over HTTP.
public abstract class FakeKeyService {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Aead aead;
    private volatile int only;

    FakeKeyService() {
        try {
            AeadConfig.register();
            aead = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM)
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::serve);
        server.start();
    }

    record Reply(int status, Object body) {}

    abstract Reply answer(String path, Headers headers, JsonNode request) throws GeneralSecurityException;

    abstract Reply refusal(int status, String text);

    int port() {
        return server.getAddress().getPort();
    }

    /// @param status 0: answers properly again
    public void answersOnly(int status) {
        only = status;
    }

    public void stop() {
        server.stop(0);
    }

    String encrypt(byte[] plain, byte[] associated) throws GeneralSecurityException {
        return Base64.getEncoder().encodeToString(aead.encrypt(plain, associated));
    }

    String decrypt(String cipher, byte[] associated) throws GeneralSecurityException {
        return Base64.getEncoder()
                .encodeToString(aead.decrypt(Base64.getDecoder().decode(cipher), associated));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Reply reply = only == 0 ? reply(exchange, request) : refusal(only, "told to");
            byte[] body = JSON.writeValueAsString(reply.body()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange, JsonNode request) {
        try {
            return answer(exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), request);
        } catch (GeneralSecurityException e) {
            return refusal(400, "does not open");
        }
    }
}
