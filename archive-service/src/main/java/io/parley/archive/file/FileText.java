package io.parley.archive.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/// The text of a file as it rests: deflated, then sealed.
final class FileText {

    private FileText() {}

    static byte[] seal(FileVault vault, String text) {
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("text: writing to memory failed", e);
        }
        return vault.sealText(deflated.toByteArray());
    }

    static String open(FileVault vault, byte[] sealed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(vault.openText(sealed)))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("text: reading from memory failed", e);
        }
    }
}
