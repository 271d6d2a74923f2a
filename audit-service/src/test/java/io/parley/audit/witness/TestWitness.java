package io.parley.audit.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.audit.log.ProofVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// A witness as C2SP tlog-witness and tlog-cosignature describe one, written from those texts and sharing no code with
/// what it tests: over HTTP, with the JDK's own cryptography. It remembers one log.
public final class TestWitness {

    /// What it does instead of what it should.
    enum Mood {
        HONEST,
        SILENT,
        ENDLESS,
        UNKNOWN_LOG,
        UNTRUSTED,
        REFUSING_PROOFS,
        UNSIGNED,
        OF_ANOTHER_TREE,
        BEYOND,
        FORGETFUL
    }

    private final String name;
    private final KeyPair pair = newPair();
    private final HttpServer server;
    private final Supplier<String> logKey;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.HONEST;
    private long size;
    private byte[] root = new byte[0];

    private TestWitness(String name, Supplier<String> logKey) {
        this.name = name;
        this.logKey = logKey;
        try {
            server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/prefix/add-checkpoint", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// @param logKey verifier key of the log that it knows
    public static TestWitness start(String name, Supplier<String> logKey) {
        return new TestWitness(name, logKey);
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/prefix");
    }

    public String key() {
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed());
    }

    void be(Mood next) {
        mood = next;
    }

    void stop() {
        server.stop(0);
    }

    /// The first lines of what was sent to it.
    List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized long size() {
        return size;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        asked.add(request.lines().findFirst().orElse(""));
        switch (mood) {
            case SILENT -> {}
            case ENDLESS -> send(exchange, 200, "text/plain", "x".repeat(1 << 20));
            case UNKNOWN_LOG -> send(exchange, 404, "text/plain", "");
            case UNTRUSTED -> send(exchange, 403, "text/plain", "");
            case REFUSING_PROOFS -> send(exchange, 422, "text/plain", "");
            case UNSIGNED -> send(exchange, 200, "text/plain", "— somebody.else AAAAAA==\n");
            case OF_ANOTHER_TREE -> send(exchange, 200, "text/plain", cosignature("another\n1\nAAAA\n"));
            case BEYOND -> send(exchange, 409, "text/x.tlog.size", "999999999\n");
            case FORGETFUL -> send(exchange, 409, "text/x.tlog.size", "many\n");
            case HONEST -> addCheckpoint(exchange, request);
        }
    }

    private synchronized void addCheckpoint(HttpExchange exchange, String request) throws IOException {
        String[] parts = request.split("\n\n", 2);
        String[] old = parts[0].split("\n");
        String note = parts[1];
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        String[] lines = text.split("\n");
        if (!lines[0].equals(logKey.get().split("\\+")[0])) {
            send(exchange, 404, "text/plain", "");
        } else if (!signed(text, note.substring(note.indexOf("\n\n") + 2))) {
            send(exchange, 403, "text/plain", "");
        } else {
            cosign(
                    exchange,
                    old,
                    text,
                    Long.parseLong(lines[1]),
                    Base64.getDecoder().decode(lines[2]));
        }
    }

    private void cosign(HttpExchange exchange, String[] old, String text, long newSize, byte[] newRoot)
            throws IOException {
        long from = Long.parseLong(old[0].substring("old ".length()));
        List<byte[]> proof = new ArrayList<>();
        Arrays.stream(old).skip(1).map(Base64.getDecoder()::decode).forEach(proof::add);
        if (from > newSize) {
            send(exchange, 400, "text/plain", "");
        } else if (from != size) {
            send(exchange, 409, "text/x.tlog.size", size + "\n");
        } else if (from == newSize && !Arrays.equals(root, newRoot)) {
            send(exchange, 409, "text/plain", "");
        } else if (from == 0 ? !proof.isEmpty() : !ProofVerifier.consistent(from, newSize, root, newRoot, proof)) {
            send(exchange, 422, "text/plain", "");
        } else {
            size = newSize;
            root = newRoot;
            send(
                    exchange,
                    200,
                    "text/plain",
                    cosignature("unrelated\n0\nAAAA\n").replace(name, name + "x") + cosignature(text));
        }
    }

    /// Whether this note has a true cosignature of this witness.
    public boolean cosigned(String note) {
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        return note.substring(note.indexOf("\n\n") + 2)
                .lines()
                .filter(line -> line.startsWith("— " + name + " "))
                .map(line -> Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1)))
                .anyMatch(bytes -> bytes.length == 76
                        && Arrays.equals(id(), Arrays.copyOf(bytes, 4))
                        && verifies(
                                pair.getPublic(),
                                message(ByteBuffer.wrap(bytes).getLong(4), text),
                                Arrays.copyOfRange(bytes, 12, 76)));
    }

    private String cosignature(String text) {
        long time = Instant.now().getEpochSecond();
        byte[] bytes = ByteBuffer.allocate(76)
                .put(id())
                .putLong(time)
                .put(sign(pair.getPrivate(), message(time, text)))
                .array();
        return "— " + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    private static byte[] message(long time, String text) {
        return ("cosignature/v1\ntime " + time + "\n" + text).getBytes(UTF_8);
    }

    private boolean signed(String text, String signatures) {
        String[] key = logKey.get().strip().split("\\+", 3);
        byte[] raw = Base64.getDecoder().decode(key[2]);
        byte[] signature = Base64.getDecoder()
                .decode(signatures
                        .strip()
                        .substring(signatures.lastIndexOf(' ') + 1)
                        .strip());
        return verifies(publicKey(raw), text.getBytes(UTF_8), Arrays.copyOfRange(signature, 4, 68));
    }

    private static PublicKey publicKey(byte[] typed) {
        byte[] x509 = Arrays.copyOf(HexFormat.of().parseHex("302a300506032b6570032100"), 44);
        System.arraycopy(typed, 1, x509, 12, 32);
        try {
            return java.security.KeyFactory.getInstance("Ed25519")
                    .generatePublic(new java.security.spec.X509EncodedKeySpec(x509));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] typed() {
        byte[] x509 = pair.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = 4;
        System.arraycopy(x509, x509.length - 32, typed, 1, 32);
        return typed;
    }

    private byte[] id() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((name + "\n").getBytes(UTF_8));
            return Arrays.copyOf(digest.digest(typed()), 4);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sign(PrivateKey key, byte[] message) {
        try {
            var signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            var verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }
}
