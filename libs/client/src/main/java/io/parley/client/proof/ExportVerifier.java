package io.parley.client.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Checks an export of the archive without any help of the region it came from. Reads the zip as a stream, and of no
/// file more than the manifest says it has.
public final class ExportVerifier {

    private static final String MANIFEST = "manifest.json";
    private static final String SIGNATURE = "manifest.json.sig";
    private static final int MOST_MANIFEST = 64 << 20;
    private static final int MOST_SIGNATURE = 1 << 16;
    private static final int BUFFER = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final @Nullable String key;
    private final Consumer<String> say;

    /// @param key verifier key in signed-note form, obtained from somewhere one trusts; null: the one in the export,
    ///     which shows that nothing was changed since it was signed, and not by whom
    /// @param say told each thing that holds
    public ExportVerifier(@Nullable String key, Consumer<String> say) {
        this.key = key;
        this.say = say;
    }

    /// @throws ProofException naming the first difference
    public void verify(Path zip) throws IOException {
        try (ZipFile listing = new ZipFile(zip.toFile())) {
            ExportManifest manifest = signed(listing);
            Map<String, ExportManifest.FileEntry> files = named(manifest);
            requireNothingElse(listing, files);
            if (manifest.attachments() != null) {
                new AttachmentCheck(files).check(manifest.attachments(), say);
            }
            read(zip, manifest, files);
        } catch (IllegalArgumentException | java.util.zip.ZipException malformed) {
            throw new ProofException("export: " + malformed.getMessage());
        }
    }

    private ExportManifest signed(ZipFile listing) throws IOException {
        byte[] bytes = bounded(listing, MANIFEST, MOST_MANIFEST);
        ExportManifest manifest = parsed(bytes);
        String named = key == null ? manifest.verifierKey() : key;
        if (named == null) {
            throw new ProofException("manifest.json: names no key (expected: verifierKey, or give one)");
        }
        VerifierKey verifier = VerifierKey.parse(named);
        String text = SignedNote.open(new String(bounded(listing, SIGNATURE, MOST_SIGNATURE), UTF_8), verifier);
        requireSigned(text, verifier, manifest, bytes);
        say.accept("signature: by " + verifier.name() + (key == null ? ", with the key that the export names" : ""));
        say.accept("export " + manifest.exportId() + ", case " + manifest.caseRef());
        return manifest;
    }

    private static ExportManifest parsed(byte[] bytes) {
        try {
            return JSON.readValue(bytes, ExportManifest.class).checked();
        } catch (JacksonException malformed) {
            throw new ProofException("manifest.json: not as expected (" + malformed.getOriginalMessage() + ")");
        }
    }

    /// The signed text is a checkpoint over the records, with one more line for the manifest.
    private static void requireSigned(String text, VerifierKey verifier, ExportManifest manifest, byte[] bytes) {
        Checkpoint head = Checkpoint.parse(text);
        List<String> expected = List.of(
                verifier.name(),
                Long.toString(manifest.merkle().leaves()),
                manifest.merkle().root(),
                MANIFEST + " sha256 " + HexFormat.of().formatHex(Hashes.sha256().digest(bytes)));
        if (!text.lines().toList().equals(expected)) {
            throw new ProofException("manifest.json: not the one that was signed (" + head.size() + " records)");
        }
    }

    private static Map<String, ExportManifest.FileEntry> named(ExportManifest manifest) {
        Map<String, ExportManifest.FileEntry> files = new HashMap<>();
        for (ExportManifest.FileEntry file : manifest.files()) {
            if (files.put(file.name(), file) != null) {
                throw new ProofException(file.name() + ": named twice in the manifest");
            }
        }
        if (!files.containsKey(manifest.merkle().list())) {
            throw new ProofException("merkle.list: no file of the manifest");
        }
        return files;
    }

    private void requireNothingElse(ZipFile listing, Map<String, ExportManifest.FileEntry> files) {
        listing.stream().map(ZipEntry::getName).forEach(name -> requireNamed(name, files));
        if (listing.size() != files.size() + 2) {
            throw new ProofException("zip: " + listing.size() + " entries (expected: " + (files.size() + 2) + ")");
        }
        if (listing.getComment() != null) {
            throw new ProofException("zip: a comment (expected: none)");
        }
        say.accept("contents: " + files.size() + " files of the manifest and nothing else");
    }

    private static void requireNamed(String name, Map<String, ExportManifest.FileEntry> files) {
        if (!files.containsKey(name) && !isManifest(name)) {
            throw new ProofException(name + ": not in the manifest");
        }
    }

    private static boolean isManifest(String name) {
        return name.equals(MANIFEST) || name.equals(SIGNATURE);
    }

    private void read(Path zip, ExportManifest manifest, Map<String, ExportManifest.FileEntry> left)
            throws IOException {
        var records = new RecordCount();
        int expected = left.size();
        long bytes = 0;
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ExportManifest.FileEntry file = left.remove(entry.getName());
                if (file != null) {
                    bytes +=
                            check(in, file, file.name().equals(manifest.merkle().list()) ? records : null);
                } else if (!isManifest(entry.getName())) {
                    throw new ProofException(entry.getName() + ": twice, or not in the manifest");
                }
            }
        }
        if (!left.isEmpty()) {
            throw new ProofException(left.keySet().iterator().next() + ": missing");
        }
        say.accept("files: " + expected + " with the SHA-256 and size of the manifest, " + bytes + " bytes");
        records.check(manifest);
        say.accept("records: " + manifest.merkle().leaves() + " in "
                + manifest.conversations().size() + " conversations, as counted");
        say.accept("merkle root: " + manifest.merkle().root());
    }

    private static long check(InputStream in, ExportManifest.FileEntry file, @Nullable RecordCount records)
            throws IOException {
        MessageDigest digest = Hashes.sha256();
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            size += count;
            if (size > file.size()) {
                throw new ProofException(file.name() + ": longer than " + file.size() + " bytes");
            }
            digest.update(buffer, 0, count);
            if (records != null) {
                records.read(buffer, count);
            }
        }
        String sha256 = HexFormat.of().formatHex(digest.digest());
        if (size != file.size() || !sha256.equals(file.sha256())) {
            throw new ProofException(file.name() + ": sha256 " + sha256 + " (expected: " + file.sha256() + ")");
        }
        return size;
    }

    private static byte[] bounded(ZipFile zip, String name, int most) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new ProofException(name + ": missing");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new ProofException(name + ": beyond " + most + " bytes");
            }
            return bytes;
        }
    }
}
