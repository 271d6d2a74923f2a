package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportVerifierTest {

    private static final String NAME = "parley.archive.eu";
    private static final String TALK = "0190a000-0000-7000-8000-000000000001";
    private static final String RECORDS = """
            %1$s 1 message r1 1000 aa cc
            %1$s 2 edit r2 1001 bb dd
            %1$s 4 erased r3 1002 - ee
            %1$s 5 recall m1 1003 - -
            """.formatted(TALK);
    private static final String CONVERSATION = """
            {"conversationId":"%s","firstSeq":0,"lastSeq":9,"versions":2,"erased":1,"recalls":1}""".formatted(TALK);

    @TempDir
    Path folder;

    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private String conversation = CONVERSATION;
    private KeyPair key;

    @BeforeEach
    void export() throws GeneralSecurityException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        files.put("conversations/" + TALK + ".jsonl", "{}\n");
        files.put("records.txt", RECORDS);
    }

    @Test
    void saysEachThingThatHolds() throws Exception {
        new ExportVerifier(verifierKey(), said::add).verify(zip(signed()));

        assertThat(String.join("\n", said))
                .contains("signature: by " + NAME, "2 files of the manifest and nothing else", "records: 4 in 1 conv");
    }

    @Test
    void withoutAKeyItSaysWhoseItTook() throws Exception {
        new ExportVerifier(null, said::add).verify(zip(signed()));

        assertThat(said.getFirst()).contains("with the key that the export names");
    }

    @Test
    void believesNoOtherKey() throws Exception {
        Path zip = zip(signed());
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();

        refused(zip, "no valid signature");
    }

    @Test
    void namesAChangedFile() throws Exception {
        Map<String, String> zip = signed();
        zip.put("conversations/" + TALK + ".jsonl", "[]\n");

        refused(zip(zip), "jsonl: sha256");
    }

    @Test
    void namesAFileThatGrew() throws Exception {
        Map<String, String> zip = signed();
        zip.put("conversations/" + TALK + ".jsonl", "{}\n" + " ".repeat(1 << 20));

        refused(zip(zip), "longer than 3 bytes");
    }

    @Test
    void namesWhatIsMissingAndWhatIsTooMuch() throws Exception {
        Map<String, String> less = signed();
        less.remove("records.txt");
        refused(zip(less), "expected: 4");

        Map<String, String> more = signed();
        more.put("notes.txt", "hello");
        refused(zip(more), "notes.txt: not in the manifest");
    }

    @Test
    void namesAChangedManifest() throws Exception {
        Map<String, String> zip = signed();
        zip.computeIfPresent("manifest.json", (name, text) -> text.replace("CASE-1", "CASE-2"));

        refused(zip(zip), "not the one that was signed");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"versions\":2','\"versions\":3',versions: 2 (expected: 3)",
        "'\"recalls\":1','\"recalls\":0',recalls: 1 (expected: 0)",
        "'\"lastSeq\":9','\"lastSeq\":4',beyond 0..4",
        "'\"erased\":1','\"erased\":null',not as expected"
    })
    void aSignatureUnderWrongCountsDoesNotHelp(String from, String to, String difference) throws Exception {
        conversation = conversation.replace(from, to);

        refused(zip(signed()), difference);
    }

    @Test
    void aRecordOutOfOrderOrOfNobodyIsNamed() throws Exception {
        files.put("records.txt", RECORDS + TALK + " 5 message r9 1 aa cc\n");
        refused(zip(signed()), "expected: above 5");
        files.put("records.txt", RECORDS + "other 1 message r9 1 aa cc\n");
        refused(zip(signed()), "does not name");
        files.put("records.txt", RECORDS + "x".repeat(5_000));
        refused(zip(signed()), "a line beyond");
    }

    @Test
    void whatIsNoExportIsRefused() throws Exception {
        refused(Files.writeString(folder.resolve("no.zip"), "no zip"), "export:");
        refused(zip(Map.of("manifest.json", "{")), "manifest.json: not as expected");
        refused(zip(Map.of("manifest.json", "{}")), "schema null");
    }

    private void refused(Path zip, String difference) {
        assertThatThrownBy(() -> new ExportVerifier(verifierKey(), said::add).verify(zip))
                .isInstanceOf(ProofException.class)
                .hasMessageContaining(difference);
    }

    private Map<String, String> signed() throws GeneralSecurityException {
        var tree = new GrowingTree();
        content("records.txt").lines().forEach(line -> tree.append(line.getBytes(UTF_8)));
        String root = Base64.getEncoder().encodeToString(tree.root());
        UnaryOperator<String> entry = name -> "{\"name\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}"
                .formatted(name, content(name).length(), sha256(content(name)));
        String manifest = """
                {"schema":"parley-export/1","exportId":"e","caseRef":"CASE-1","verifierKey":"%s",
                 "merkle":{"list":"records.txt","leaves":%d,"root":"%s"},"files":[%s],"conversations":[%s]}""".formatted(
                        verifierKey(),
                        tree.size(),
                        root,
                        String.join(",", files.keySet().stream().map(entry).toList()),
                        conversation);
        Map<String, String> all = new LinkedHashMap<>(files);
        all.put("manifest.json", manifest);
        all.put(
                "manifest.json.sig",
                note("%s\n%d\n%s\nmanifest.json sha256 %s\n".formatted(NAME, tree.size(), root, sha256(manifest))));
        return all;
    }

    private String content(String name) {
        return files.getOrDefault(name, "");
    }

    private String note(String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(text.getBytes(UTF_8));
        byte[] tagged = ByteBuffer.allocate(68).put(id()).put(signature.sign()).array();
        return text + "\n— " + NAME + " " + Base64.getEncoder().encodeToString(tagged) + "\n";
    }

    private String verifierKey() {
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typedKey());
    }

    private byte[] id() {
        byte[] named = ByteBuffer.allocate(NAME.length() + 1 + 33)
                .put((NAME + "\n").getBytes(UTF_8))
                .put(typedKey())
                .array();
        return Arrays.copyOf(Hashes.sha256().digest(named), 4);
    }

    private byte[] typedKey() {
        byte[] encoded = key.getPublic().getEncoded();
        byte[] typed = Arrays.copyOfRange(encoded, encoded.length - 33, encoded.length);
        typed[0] = 1;
        return typed;
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Hashes.sha256().digest(text.getBytes(UTF_8)));
    }

    private Path zip(Map<String, String> entries) throws IOException {
        Path file = Files.createTempFile(folder, "export", ".zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(UTF_8));
                out.closeEntry();
            }
        }
        return file;
    }
}
