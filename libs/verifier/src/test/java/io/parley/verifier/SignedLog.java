package io.parley.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.client.proof.GrowingTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/// A log of any size in a folder, signed with a key of its own. Holds one tile per level, so that it can be large.
final class SignedLog {

    static final String ORIGIN = "parley.audit.test";

    private final Path folder;
    private final KeyPair key;
    private final Map<Integer, ByteBuffer> open = new HashMap<>();

    SignedLog(Path folder) throws GeneralSecurityException {
        this.folder = folder;
        this.key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /// `java -cp test-classes:classes:... io.parley.verifier.SignedLog FOLDER ENTRIES`: makes a log to measure with.
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        new SignedLog(Path.of(arguments[0])).write(Long.parseLong(arguments[1]), false);
    }

    static String body(long index) {
        return "{\"eventId\":\"" + index + "\"}";
    }

    SignedLog write(long size, boolean withOpenings) throws IOException, GeneralSecurityException {
        var tiles = new Tiles(size);
        var tree = new GrowingTree((height, number, hash) -> keep(tiles, height, number, hash));
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        Files.createDirectories(folder);
        try (OutputStream openings = new BufferedOutputStream(
                Files.newOutputStream(folder.resolve(withOpenings ? LogFolder.OPENINGS : "no-openings")))) {
            for (long number = 0; number < tiles.bundles(); number++) {
                bundle(tiles.bundle(number), tree, sha256, withOpenings ? openings : OutputStream.nullOutputStream());
            }
        }
        text("key", verifierKey());
        text("checkpoint", note(ORIGIN + "\n" + size + "\n" + base64(tree.root()) + "\n"));
        return this;
    }

    String note(String text) throws GeneralSecurityException {
        var signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(text.getBytes(UTF_8));
        byte[] signed = signature.sign();
        byte[] tagged =
                ByteBuffer.allocate(4 + signed.length).put(id()).put(signed).array();
        return text + "\n— " + ORIGIN + " " + base64(tagged) + "\n";
    }

    /// The newest checkpoint as these witnesses cosigned it.
    void witness(Cosigner... witnesses) throws IOException, GeneralSecurityException {
        String note = Files.readString(folder.resolve("checkpoint"));
        Files.createDirectories(folder.resolve("witnessed"));
        text(Witnesses.CHECKPOINT, note + Cosigner.lines(note, witnesses));
    }

    String verifierKey() throws GeneralSecurityException {
        return ORIGIN + "+" + HexFormat.of().formatHex(id()) + "+" + base64(typed());
    }

    private void bundle(Tiles.Resource resource, GrowingTree tree, MessageDigest sha256, OutputStream openings)
            throws IOException {
        var bytes = ByteBuffer.allocate(resource.width() * 34);
        for (int i = 0; i < resource.width(); i++) {
            long index = resource.number() * Tiles.FULL + i;
            byte[] salt = sha256.digest(Long.toString(index).getBytes(UTF_8));
            sha256.update(salt);
            byte[] entry = sha256.digest(body(index).getBytes(UTF_8));
            bytes.putShort((short) 32).put(entry);
            tree.append(entry);
            openings.write(opening(index, salt).getBytes(UTF_8));
        }
        put(resource.path(), bytes.array());
    }

    private static String opening(long index, byte[] salt) {
        return "{\"index\":" + index + ",\"salt\":\"" + base64(salt) + "\",\"body\":\""
                + body(index).replace("\"", "\\\"") + "\"}\n";
    }

    private void keep(Tiles tiles, int height, long number, byte[] hash) {
        if (height % Tiles.HEIGHT != 0) {
            return;
        }
        int level = height / Tiles.HEIGHT;
        Tiles.Resource tile = tiles.tile(level, number / Tiles.FULL);
        ByteBuffer bytes = open.compute(
                level, (_, old) -> number % Tiles.FULL == 0 || old == null ? ByteBuffer.allocate(8192) : old);
        bytes.put(hash);
        if (bytes.position() == tile.width() * Tiles.HASH) {
            put(tile.path(), Arrays.copyOf(bytes.array(), bytes.position()));
        }
    }

    private void put(String path, byte[] bytes) {
        try {
            Path file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void text(String path, String text) {
        put(path, text.getBytes(UTF_8));
    }

    private byte[] id() throws GeneralSecurityException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update((ORIGIN + "\n").getBytes(UTF_8));
        return Arrays.copyOf(sha256.digest(typed()), 4);
    }

    private byte[] typed() {
        byte[] encoded = key.getPublic().getEncoded();
        byte[] typed = new byte[33];
        typed[0] = 1;
        System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
        return typed;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
