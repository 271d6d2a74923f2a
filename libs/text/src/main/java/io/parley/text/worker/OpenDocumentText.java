package io.parley.text.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.XHTMLContentHandler;
import org.apache.tika.utils.XMLReaderUtils;
import org.xml.sax.Attributes;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/// The words of OpenDocument files: those of `content.xml`, a line for each paragraph and heading. Tika's own parser
/// reads
/// such a file from a disk only.
final class OpenDocumentText implements Parser {

    private static final long serialVersionUID = 1L;
    private static final String CONTENT = "content.xml";

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return Set.of(MediaType.application("vnd.oasis.opendocument.text"));
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        var zip = new ZipInputStream(stream);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(CONTENT)) {
                var text = new XHTMLContentHandler(handler, metadata);
                text.startDocument();
                XMLReaderUtils.parseSAX(zip, new Paragraphs(text), context);
                text.endDocument();
                return;
            }
        }
        throw new IOException("content.xml: missing (expected: in every OpenDocument file)");
    }

    private static final class Paragraphs extends DefaultHandler {

        private static final String TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

        private final XHTMLContentHandler text;

        Paragraphs(XHTMLContentHandler text) {
            this.text = text;
        }

        @Override
        public void startElement(String space, String name, String qualified, Attributes attributes)
                throws SAXException {
            if (space.equals(TEXT) && (name.equals("s") || name.equals("tab") || name.equals("line-break"))) {
                text.characters(" ");
            }
        }

        @Override
        public void characters(char[] characters, int from, int count) throws SAXException {
            text.characters(characters, from, count);
        }

        @Override
        public void endElement(String space, String name, String qualified) throws SAXException {
            if (space.equals(TEXT) && (name.equals("p") || name.equals("h"))) {
                text.newline();
            }
        }
    }
}
