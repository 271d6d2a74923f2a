package io.parley.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.proof.LogVerifier;
import io.parley.client.proof.MerkleTree;
import io.parley.client.proof.ProofException;
import io.parley.client.proof.WitnessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyLogTest {

    private static final int SIZE = 66_000;

    @TempDir
    Path folder;

    private SignedLog log;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void write() throws Exception {
        log = new SignedLog(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 255, 256, 257, 600, SIZE})
    void acceptsALogOfAnySize(long size) throws Exception {
        log.write(size, true);

        verify("--key", log.verifierKey());

        assertThat(said)
                .anyMatch(line -> line.startsWith("entries     all " + size + " "))
                .anyMatch(line -> line.startsWith("events      " + size + " are "));
    }

    @Test
    void saysThatTheLogVouchedForItself() throws Exception {
        log.write(3, false);

        verify();

        assertThat(said).last().asString().startsWith("The log named the key itself");
    }

    @Test
    void refusesAnotherKey(@TempDir Path other) throws Exception {
        log.write(3, false);

        String key = new SignedLog(other).verifierKey();
        assertThatThrownBy(() -> verify("--key", key)).isInstanceOf(ProofException.class);
    }

    /// One flipped bit in an entry, as an altered row would show; the event behind it tells which one it is.
    @ParameterizedTest
    @ValueSource(ints = {0, 255, 256, 300, 599})
    void namesTheEntryThatIsNotTheCommitmentToItsEvent(int index) throws Exception {
        log.write(600, true);
        flip(bundle(index), index % 256 * 34 + 20);

        assertThatThrownBy(this::verify).isInstanceOf(Difference.class).hasMessageStartingWith("entry " + index + ":");
    }

    @Test
    void namesTheEntryThatIsNotUnderItsTile() throws Exception {
        log.write(600, false);
        flip(bundle(300), 44 * 34 + 20);

        assertThatThrownBy(this::verify).hasMessageStartingWith("entry 300: not the one under tile/0/001");
    }

    /// Entry and tile altered alike: the tile above has the root of before.
    @Test
    void namesTheTileWhoseRootIsAnotherOne() throws Exception {
        log.write(600, false);
        byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/000"));
        bundle[44] ^= 1;
        Files.write(folder.resolve("tile/entries/000"), bundle);
        byte[] leaf = MerkleTree.leafHash(Arrays.copyOfRange(bundle, 36, 68));
        byte[] tile = Files.readAllBytes(folder.resolve("tile/0/000"));
        System.arraycopy(leaf, 0, tile, 32, 32);
        Files.write(folder.resolve("tile/0/000"), tile);

        assertThatThrownBy(this::verify).hasMessage("entries 0..255: one of them is not the one under tile/1/000.p/2");
    }

    @ParameterizedTest
    @CsvSource({
        "tile/entries/001, tile/entries/001: missing",
        "tile/0/001, tile/0/001: missing",
        "tile/1/000.p/2, tile/1/000.p/2: missing",
        "checkpoint, checkpoint: missing"
    })
    void namesWhatIsMissing(String path, String message) throws Exception {
        log.write(600, false);
        Files.delete(folder.resolve(path));

        assertThatThrownBy(this::verify).hasMessage(message);
    }

    @Test
    void namesAnEntryThatIsCutShort() throws Exception {
        log.write(600, false);
        byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/001"));
        Files.write(folder.resolve("tile/entries/001"), Arrays.copyOf(bundle, 100));

        assertThatThrownBy(this::verify).hasMessageStartingWith("tile/entries/001: 100 bytes (expected: 8704)");
    }

    @Test
    void takesTheFullTileWhereThePartialOneIsGone() throws Exception {
        log.write(600, false);
        for (String tile : List.of("tile/entries/002", "tile/0/002")) {
            Files.move(folder.resolve(tile + ".p/88"), folder.resolve(tile));
        }

        verify();

        assertThat(said).anyMatch(line -> line.contains("all 600"));
    }

    @Test
    void anEventThatIsGoneLeavesItsEntryProvable() throws Exception {
        log.write(600, true);
        Path openings = folder.resolve(LogFolder.OPENINGS);
        List<String> lines = new ArrayList<>(Files.readAllLines(openings));
        lines.remove(299);
        Files.write(openings, lines);

        verify();

        assertThat(said).anyMatch(line -> line.startsWith("events      599 are ") && line.contains(", 1 were not"));
    }

    @Test
    void countsAnErasedEventAndRefusesHalfOfOne() throws Exception {
        log.write(600, true);
        Path openings = folder.resolve(LogFolder.OPENINGS);
        List<String> lines = new ArrayList<>(Files.readAllLines(openings));
        lines.set(299, "{\"index\":299,\"erased\":{\"ground\":\"erasure-request\"}}");
        Files.write(openings, lines);

        verify();

        assertThat(said).anyMatch(line -> line.startsWith("events      599 are ") && line.contains(", 1 are erased"));
        lines.set(299, "{\"index\":299,\"salt\":\"AAAA\",\"erased\":{}}");
        Files.write(openings, lines);
        assertThatThrownBy(this::verify).hasMessageStartingWith("event of entry 299: malformed");
    }

    @Test
    void namesAnEventThatWasAltered() throws Exception {
        log.write(600, true);
        Path openings = folder.resolve(LogFolder.OPENINGS);
        Files.writeString(openings, Files.readString(openings).replace("\\\"417\\\"", "\\\"418\\\""));

        assertThatThrownBy(this::verify).hasMessageStartingWith("entry 417: not the commitment to its event");
    }

    @Test
    void acceptsALogThatGrewAndRefusesOneThatWasRewritten() throws Exception {
        log.write(300, false);
        String then = Files.readString(folder.resolve("checkpoint"));
        log.write(600, false);

        verify("--since", then);
        assertThat(said).anyMatch(line -> line.startsWith("history     begins with the 300 entries"));

        String forged = log.note("parley.audit.test\n300\n" + "A".repeat(43) + "=\n");
        assertThatThrownBy(() -> verify("--since", forged))
                .hasMessage("log: rewritten, its first 300 entries had another root");
    }

    @Test
    void refusesALogThatShrank() throws Exception {
        log.write(600, false);
        String then = Files.readString(folder.resolve("checkpoint"));
        log.write(300, false);

        assertThatThrownBy(() -> verify("--since", then)).hasMessage("log: shrank from 600 to 300 entries");
    }

    @Test
    void countsTheWitnessesThatOneTrusts() throws Exception {
        var one = new Cosigner("w.example/1");
        var two = new Cosigner("w.example/2");
        var three = new Cosigner("w.example/3");
        log.write(300, false);
        log.witness(one, two);
        log.write(600, false);

        verify("--witness", one.key(), "--witness", two.key());
        assertThat(said)
                .anyMatch(line -> line.equals("witnesses   2 of 2 saw 300 of these 600 entries, at the earliest "
                        + Instant.ofEpochSecond(Cosigner.TIME)));
        verify("--witness", one.key(), "--witness", three.key(), "--witnesses", "1");
        assertThatThrownBy(() -> verify("--witness", one.key(), "--witness", three.key()))
                .hasMessage("witnessed/checkpoint: cosigned by 1 of 2 witnesses (expected: at least 2)");
        verify();
    }

    @Test
    void refusesWhatWitnessesWereShownAndIsNotThisLog() throws Exception {
        var witness = new Cosigner("w.example/1");
        log.write(300, false);
        log.witness(witness);
        Path seen = folder.resolve(Witnesses.CHECKPOINT);
        String note = Files.readString(seen);
        log.write(600, false);

        String forged = log.note("parley.audit.test\n300\n" + "A".repeat(43) + "=\n");
        Files.writeString(seen, forged + Cosigner.lines(forged, witness));
        assertThatThrownBy(() -> verify("--witness", witness.key()))
                .hasMessage("log: rewritten, its first 300 entries had another root");
        Files.writeString(seen, forged + Cosigner.lines(note, witness));
        assertThatThrownBy(() -> verify("--witness", witness.key()))
                .hasMessage("note: no valid cosignature by w.example/1");
        Files.delete(seen);
        assertThatThrownBy(() -> verify("--witness", witness.key())).hasMessage("witnessed/checkpoint: missing");
    }

    @Test
    void witnessesAreCountedOnceAndHaveKeysOfTheirs() throws Exception {
        log.write(3, false);
        String key = new Cosigner("w.example/1").key();
        String logKey = log.verifierKey();

        assertThatThrownBy(() -> verify("--witness", key, "--witness", key))
                .hasMessage("--witness: a key twice (expected: one key, one witness)");
        assertThatThrownBy(() -> verify("--witness", key, "--witnesses", "0")).isInstanceOf(WrongUsage.class);
        assertThatThrownBy(() -> verify("--witness", key, "--witnesses", "2")).isInstanceOf(WrongUsage.class);
        assertThatThrownBy(() -> verify("--witness", logKey)).isInstanceOf(WrongUsage.class);
    }

    /// A checkpoint of a public Certificate Transparency log, with what a public witness said of it. The key of the
    /// witness stands among the known answers of transparency-dev/formats (`note/note_cosigv1_test.go`).
    @Test
    void acceptsACosignatureFromTheWorld() {
        String note = """
                arche2025h1.staging.ct.transparency.dev
                1432088532
                U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

                — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
                — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
                """;
        var witness = WitnessKey.parse("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2");
        var log = new LogVerifier(
                "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f");

        assertThat(log.open(note).size()).isEqualTo(1_432_088_532);
        assertThat(witness.cosigned(note)).contains(Instant.ofEpochSecond(0x6a122120));
        assertThatThrownBy(() -> witness.cosigned(note.replace("8532", "8533"))).isInstanceOf(ProofException.class);
    }

    @Test
    void exitCodesTellWhatHappened() throws Exception {
        log.write(3, false);
        assertThat(Main.run(List.of("verify-log", folder.toString()))).isZero();
        flip(bundle(2), 2 * 34 + 5);
        assertThat(Main.run(List.of("verify-log", folder.toString()))).isEqualTo(1);
        assertThat(Main.run(List.of("verify-log"))).isEqualTo(2);
        assertThat(Main.run(List.of("verify-log", folder.toString(), "--key", "none")))
                .isEqualTo(2);
        assertThat(Main.run(List.of("verify", folder.resolve("absent.zip").toString())))
                .isEqualTo(6);
        assertThat(Main.run(List.of("copy-log", "http://localhost:1", folder.toString())))
                .isEqualTo(6);
    }

    private void verify(String... options) throws IOException {
        List<String> given = new ArrayList<>(List.of(folder.toString()));
        given.addAll(List.of(options));
        VerifyLog.run(given, said::add);
    }

    private void flip(String path, int at) throws IOException, GeneralSecurityException {
        Path file = folder.resolve(path);
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }

    private String bundle(int index) throws IOException {
        long size =
                Long.parseLong(Files.readAllLines(folder.resolve("checkpoint")).get(1));
        return new Tiles(size).bundle(index / 256).path();
    }
}
