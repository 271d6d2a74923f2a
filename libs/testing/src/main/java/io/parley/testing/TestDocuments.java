package io.parley.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Small files of common formats, made by hand, in which a text stands.
public final class TestDocuments {

    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006";
    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

    private TestDocuments() {}

    public static byte[] docx(String text) {
        return docxOf("""
                <?xml version="1.0" encoding="UTF-8"?>
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>\
                <w:t>%s</w:t></w:r></w:p></w:body></w:document>""".formatted(text));
    }

    /// @param document the whole of `word/document.xml`
    public static byte[] docxOf(String document) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                utf8("<Types xmlns=\"" + PACKAGE + "/content-types\"><Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/word/document.xml\" ContentType=\"" + WORD + "\"/></Types>"));
        parts.put(
                "_rels/.rels",
                utf8("<Relationships xmlns=\"" + PACKAGE + "/relationships\"><Relationship Id=\"r1\" Type=\"" + OFFICE
                        + "/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"));
        parts.put("word/document.xml", utf8(document));
        return zip(parts);
    }

    public static byte[] odt(String text) {
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("mimetype", utf8("application/vnd.oasis.opendocument.text"));
        parts.put("content.xml", utf8("""
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
                xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>%s</text:p>\
                </office:text></office:body></office:document-content>""".formatted(text)));
        return zip(parts);
    }

    /// One page; each character is a glyph of a font that nobody has, with its meaning beside it.
    public static byte[] pdf(String text) {
        StringBuilder codes = new StringBuilder();
        StringBuilder meanings = new StringBuilder();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            String code = "%04x".formatted(i + 1);
            codes.append(code);
            meanings.append('<')
                    .append(code)
                    .append("> <")
                    .append(HexFormat.of()
                            .formatHex(Character.toString(points[i]).getBytes(UTF_16BE)))
                    .append(">\n");
        }
        return pdfOf(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
                        + " /Resources << /Font << /F1 5 0 R >> >> >>",
                stream("BT /F1 12 Tf 50 700 Td <" + codes + "> Tj ET"),
                "<< /Type /Font /Subtype /Type0 /BaseFont /None /Encoding /Identity-H /DescendantFonts [6 0 R]"
                        + " /ToUnicode 7 0 R >>",
                "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /None /CIDSystemInfo << /Registry (Adobe)"
                        + " /Ordering (Identity) /Supplement 0 >> /FontDescriptor 8 0 R /DW 1000 >>",
                stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
                        + "1 begincodespacerange <0000> <ffff> endcodespacerange\n" + points.length
                        + " beginbfchar\n" + meanings + "endbfchar endcmap end end"),
                "<< /Type /FontDescriptor /FontName /None /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0"
                        + " /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>");
    }

    /// @param objects numbered from 1; the first one is the catalog
    public static byte[] pdfOf(String... objects) {
        StringBuilder pdf = new StringBuilder("%PDF-1.7\n");
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < objects.length; i++) {
            places.add(pdf.length());
            pdf.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int table = pdf.length();
        pdf.append("xref\n0 ").append(objects.length + 1).append("\n0000000000 65535 f \n");
        places.forEach(place -> pdf.append("%010d 00000 n \n".formatted(place)));
        pdf.append("trailer\n<< /Size ")
                .append(objects.length + 1)
                .append(" /Root 1 0 R >>\nstartxref\n")
                .append(table)
                .append("\n%%EOF\n");
        return pdf.toString().getBytes(ISO_8859_1);
    }

    public static String stream(String content) {
        return "<< /Length " + content.length() + " >>\nstream\n" + content + "\nendstream";
    }

    public static byte[] zip(Map<String, byte[]> parts) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
