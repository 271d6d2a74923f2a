package io.parley.text.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypes;

/// Tells of what kind a file is: by its bytes first, then by what it is called.
final class Kinds {

    enum Kind {
        PDF,
        OOXML,
        ODF,
        RTF,
        HTML,
        MAIL,
        TEXT,
        /// An office file that needs a password.
        LOCKED,
        NONE
    }

    private static final int MOST_ENTRIES = 20;
    private static final int MOST_MIMETYPE = 200;
    /// The record and the longest comment behind it.
    private static final int MOST_AFTER_DIRECTORY = 22 + 65_535;
    private static final byte[] END_OF_DIRECTORY = {'P', 'K', 5, 6};
    private static final String OPEN_DOCUMENT = "application/vnd.oasis.opendocument.";
    /// As office programs name the stream that holds a file under a password.
    private static final byte[] ENCRYPTED_PACKAGE = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};

    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

    Kind of(String name, String claimed, byte[] content) throws IOException {
        if (content.length > 3 && content[0] == 'P' && content[1] == 'K') {
            return zipped(content);
        }
        if (startsWith(content, OLE2)) {
            return contains(content, ENCRYPTED_PACKAGE) ? Kind.LOCKED : Kind.NONE;
        }
        return plain(detected(name, claimed, content));
    }

    private MediaType detected(String name, String claimed, byte[] content) throws IOException {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        metadata.set(Metadata.CONTENT_TYPE, claimed);
        try (var stream = TikaInputStream.get(content, metadata)) {
            return types.detect(stream, metadata).getBaseType();
        }
    }

    private Kind plain(MediaType type) {
        return switch (type.toString()) {
            case "application/pdf" -> Kind.PDF;
            case "application/rtf", "text/rtf" -> Kind.RTF;
            case "text/html", "application/xhtml+xml" -> Kind.HTML;
            case "message/rfc822" -> Kind.MAIL;
            default -> isText(type) ? Kind.TEXT : Kind.NONE;
        };
    }

    private boolean isText(MediaType type) {
        return types.getMediaTypeRegistry().isInstanceOf(type, MediaType.TEXT_PLAIN);
    }

    /// A look at the first entries, which say it in both families of formats.
    ///
    /// @throws IOException when its end is missing: what is left would pass for a file with less in it
    private static Kind zipped(byte[] content) throws IOException {
        int last = Math.max(0, content.length - MOST_AFTER_DIRECTORY);
        if (!contains(Arrays.copyOfRange(content, last, content.length), END_OF_DIRECTORY)) {
            throw new IOException("zip: without its directory (expected: at its end)");
        }
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            ZipEntry entry = zip.getNextEntry();
            for (int n = 0; entry != null && n < MOST_ENTRIES; n++) {
                if (entry.getName().equals("[Content_Types].xml")) {
                    return Kind.OOXML;
                }
                if (entry.getName().equals("mimetype")) {
                    String type = new String(zip.readNBytes(MOST_MIMETYPE), StandardCharsets.US_ASCII);
                    return type.startsWith(OPEN_DOCUMENT) ? Kind.ODF : Kind.NONE;
                }
                entry = zip.getNextEntry();
            }
            return Kind.NONE;
        }
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && Arrays.equals(content, 0, start.length, start, 0, start.length);
    }

    private static boolean contains(byte[] content, byte[] wanted) {
        for (int at = 0; at <= content.length - wanted.length; at++) {
            if (Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
