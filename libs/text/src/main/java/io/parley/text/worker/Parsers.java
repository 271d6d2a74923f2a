package io.parley.text.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// The kinds of files that are read, each by its own parser. Nothing is looked for on the class path or outside the
/// process, and what is packed into a file is read only where it is plain text or HTML, as the parts of a mail are.
final class Parsers {

    private static final String UNSUPPORTED = "unsupported";
    private static final String ENCRYPTED = "encrypted";
    private static final String DAMAGED = "damaged";
    /// Of one part of an office file, unpacked.
    private static final long MOST_UNPACKED = 100L << 20;

    private final int characters;
    private final Kinds kinds = new Kinds();
    private final Map<Kinds.Kind, Parser> parsers = Map.of(
            Kinds.Kind.PDF, new PDFParser(),
            Kinds.Kind.OOXML, new OOXMLParser(),
            Kinds.Kind.ODF, new OpenDocumentText(),
            Kinds.Kind.RTF, new RTFParser(),
            Kinds.Kind.HTML, new JSoupParser(),
            Kinds.Kind.MAIL, new RFC822Parser(),
            Kinds.Kind.TEXT, new TXTParser());
    private final Parser inside = new CompositeParser(
            org.apache.tika.mime.MediaTypeRegistry.getDefaultRegistry(), new TXTParser(), new JSoupParser());

    Parsers(int characters) {
        this.characters = characters;
        ZipSecureFile.setMaxEntrySize(MOST_UNPACKED);
        ZipSecureFile.setMaxTextSize(MOST_UNPACKED);
    }

    Answer read(String name, String mediaType, byte[] content) {
        try {
            Kinds.Kind kind = kinds.of(name, mediaType, content);
            return switch (kind) {
                case NONE -> Answer.none(UNSUPPORTED);
                case LOCKED -> Answer.none(ENCRYPTED);
                default -> parse(kind, content);
            };
        } catch (IOException | RuntimeException | StackOverflowError broken) {
            return Answer.none(isEncrypted(broken) ? ENCRYPTED : DAMAGED);
        }
    }

    private Answer parse(Kinds.Kind kind, byte[] content) throws IOException {
        var text = new WriteOutContentHandler(characters);
        Parser parser = parsers.get(kind);
        if (parser == null) {
            return Answer.none(UNSUPPORTED);
        }
        Metadata metadata = metadata(kind);
        try {
            parser.parse(stream(kind, content), new BodyContentHandler(text), metadata, context());
            return new Answer("", titled(metadata, text), false);
        } catch (EncryptedDocumentException locked) {
            return Answer.none(ENCRYPTED);
        } catch (TikaException | SAXException failed) {
            if (WriteLimitReachedException.isWriteLimitReached(failed)) {
                return new Answer("", titled(metadata, text), true);
            }
            return Answer.none(isEncrypted(failed) ? ENCRYPTED : DAMAGED);
        }
    }

    /// The title, or a mail's subject, stands before the text.
    private String titled(Metadata metadata, WriteOutContentHandler text) {
        String title = metadata.get(TikaCoreProperties.TITLE);
        String all = title == null || title.isBlank() ? text.toString() : title.strip() + "\n" + text;
        return all.substring(0, Math.min(all.length(), characters));
    }

    /// Given an opened package, the parser does not look for a file on a disk, of which there is none.
    private static InputStream stream(Kinds.Kind kind, byte[] content) throws IOException {
        if (kind != Kinds.Kind.OOXML) {
            return new ByteArrayInputStream(content);
        }
        try {
            TikaInputStream stream = TikaInputStream.get(content);
            stream.setOpenContainer(new OPCPackageWrapper(OPCPackage.open(new ByteArrayInputStream(content))));
            return stream;
        } catch (InvalidFormatException notAPackage) {
            throw new IOException("package: not one", notAPackage);
        }
    }

    private static Metadata metadata(Kinds.Kind kind) {
        var metadata = new Metadata();
        if (kind == Kinds.Kind.HTML) {
            metadata.set(Metadata.CONTENT_TYPE, MediaType.TEXT_HTML.toString());
        }
        return metadata;
    }

    private ParseContext context() {
        var context = new ParseContext();
        context.set(Parser.class, inside);
        return context;
    }

    private static boolean isEncrypted(@Nullable Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof EncryptedDocumentException
                    || cause instanceof org.apache.poi.EncryptedDocumentException) {
                return true;
            }
        }
        return false;
    }
}
