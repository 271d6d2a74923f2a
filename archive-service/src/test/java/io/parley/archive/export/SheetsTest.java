package io.parley.archive.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.archive.file.ArchivedFile;
import io.parley.archive.file.FileState;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people write, through each format and back by a reader that is not ours.
class SheetsTest {

    private static final Instant DAY = Instant.parse("2026-11-22T23:59:59.120Z");
    private static final byte[] BYTES = "bytes".getBytes(UTF_8);
    private static final PersonId ALICE = PersonId.next();
    private static final List<String> NASTY = List.of(
            "plain",
            "我家在上海东边 😀 👨‍👩‍👧 e\u0301",
            "]]> <script>alert('x')</script> & \" \u0001 \u0000 end",
            "lone \uD800 surrogate \uDC00",
            "\u202Eright to left\u202C مرحبا",
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@SUM(A1)",
            "\tleading tab",
            "\rleading return",
            "two\r\nlines\rand\nmore, \"quoted\"",
            "From me\n.\n\n--boundary\n#12 looks like an entry",
            "\uFFFE\uFFFF\u2028",
            "",
            "😀".repeat(8_192));

    private final Somebody alice = new Somebody(ALICE, "Ali\"ce <爱丽丝>\r\nBcc: x@y\u0000", "=alice", "employee");
    private final Somebody bot = new Somebody(PersonId.next(), "Bot", "bot", "bot");
    private final ConversationId id = ConversationId.next();
    private final UUID message = Ids.next();

    @Test
    void csvComesBackRowByRowAndNoCellIsAFormula() throws Exception {
        String csv = text(written(ExportFormat.CSV, nasty()), "conversations/" + id + ".csv");

        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv))
                .getRecords();

        assertThat(rows).hasSize(NASTY.size() + 4).allMatch(CSVRecord::isConsistent);
        for (int i = 0; i < NASTY.size(); i++) {
            CSVRecord row = rows.get(i + 1);
            assertThat(row.get("text")).isEqualTo(CsvSheets.cell(NASTY.get(i)));
            assertThat(row.get("personId")).isEqualTo(ALICE.toString());
            assertThat(row.get("at_ms"))
                    .isEqualTo(Long.toString(DAY.plusSeconds(i).toEpochMilli()));
            assertThat(JsonMapper.shared()
                            .readTree(row.get("content"))
                            .path("type")
                            .asString())
                    .isEqualTo("text");
        }
        rows.forEach(row -> row.forEach(cell -> assertThat(cell).doesNotMatch("(?s)[=+\\-@\\t\\r].*")));
        assertThat(csv.replace("\r\n", "")).doesNotContain("\u0000");
        assertThat(rows.getLast().get("entry")).isEqualTo("left");
        assertThat(rows.get(rows.size() - 3).get("editOf")).isEqualTo(message.toString());
        assertThat(rows.get(rows.size() - 2).get("recallOf")).isEqualTo(message.toString());
    }

    @Test
    void jsonComesBackLineByLine() {
        List<JsonNode> lines = text(written(ExportFormat.JSON, nasty()), "conversations/" + id + ".jsonl")
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();

        assertThat(lines.getFirst().path("participants")).hasSize(2);
        assertThat(lines.getFirst().path("participants").get(1).path("kind").asString())
                .isEqualTo("bot");
        for (int i = 0; i < NASTY.size(); i++) {
            assertThat(lines.get(i + 2).path("content").path("text").asString())
                    .isEqualTo(Clean.surrogates(NASTY.get(i)));
            assertThat(lines.get(i + 2).path("sender").path("personId").asString())
                    .isEqualTo(ALICE.toString());
        }
        assertThat(lines).extracting(line -> line.path("entry").asString()).endsWith("edit", "recall", "left");
    }

    @Test
    void jsonKeepsNumbersAndDepthAndWhatIsNoJson() {
        String deep = "[".repeat(499) + "]".repeat(499);
        var entries = List.of(
                version(1, "{\"type\":\"x\",\"n\":12345678901234567890.123,\"e\":1e400}", false),
                version(2, deep, false),
                version(3, "not {json", false),
                erased(4));

        List<String> lines = text(written(ExportFormat.JSON, entries), "conversations/" + id + ".jsonl")
                .lines()
                .toList();

        assertThat(lines.get(1)).contains("12345678901234567890.123").contains("1E+400");
        assertThat(lines.get(2)).contains(deep);
        assertThat(lines.get(3)).contains("\"content\":\"not {json\"");
        assertThat(lines.get(4)).contains("\"entry\":\"erased\"").doesNotContain("content\":");
    }

    @Test
    void actianceHoldsToItsSchemaAndKeepsEveryWord() throws Exception {
        byte[] xml = file(written(ExportFormat.ACTIANCE_XML, nasty()), "conversations/" + id + ".actiance.xml");
        validate("actiance-export.xsd", xml);

        Document document = parsed(xml);
        NodeList contents = document.getElementsByTagName("Content");
        assertThat(contents.getLength()).isEqualTo(NASTY.size() + 1);
        for (int i = 0; i < NASTY.size(); i++) {
            assertThat(contents.item(i).getTextContent()).isEqualTo(Clean.text(NASTY.get(i)));
        }
        assertThat(document.getElementsByTagName("UserType").item(0).getTextContent())
                .isEqualTo("bot");
        assertThat(document.getElementsByTagName("MessageUpdated").getLength()).isEqualTo(1);
        assertThat(document.getElementsByTagName("DateTimeUTC").item(1).getTextContent())
                .isEqualTo(Long.toString(DAY.toEpochMilli()));
    }

    @Test
    void mailsComeBackThreadedWithEveryWord() throws Exception {
        Map<String, byte[]> files = written(ExportFormat.EML, nasty());
        assertThat(files.keySet())
                .containsExactly("conversations/" + id + "/2026-11-22.eml", "conversations/" + id + "/2026-11-23.eml");
        List<MimeMessage> mails = new ArrayList<>();
        for (byte[] file : files.values()) {
            mails.add(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(file)));
        }

        assertThat(mails.get(1).getHeader("In-Reply-To"))
                .containsExactly(mails.get(0).getMessageID());
        assertThat(mails.get(1).getHeader("References"))
                .containsExactly(mails.get(0).getMessageID());
        var from = (InternetAddress) mails.get(1).getFrom()[0];
        assertThat(from.getAddress()).isEqualTo(ALICE + "@people.eu.parley.invalid");
        assertThat(from.getPersonal()).startsWith("Ali\"ce <爱丽丝>");
        assertThat(mails.get(1).getHeader("Bcc")).isNull();
        assertThat(mails.get(1).getRecipients(RecipientType.TO)).hasSize(2);
        var body = (Multipart) mails.get(1).getContent();
        String plain = (String) body.getBodyPart(0).getContent();
        assertThat(body.getBodyPart(1).getContentType()).startsWith("text/html");
        NASTY.stream()
                .skip(1)
                .flatMap(text -> Clean.text(text).lines())
                .forEach(line -> assertThat(plain).contains("    " + line));
        assertThat(plain.lines().filter(line -> line.startsWith("#12"))).isEmpty();
        assertThat(plain).contains("edit of message " + message).contains("message " + message + " was recalled");
    }

    @Test
    void anotherMailReaderSeesTheSame() throws Exception {
        byte[] file = file(written(ExportFormat.EML, nasty()), "conversations/" + id + "/2026-11-23.eml");
        var builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);

        Message mail = builder.parseMessage(new ByteArrayInputStream(file));

        var parts = (org.apache.james.mime4j.dom.Multipart) mail.getBody();
        var bytes = new ByteArrayOutputStream();
        ((SingleBody) parts.getBodyParts().getFirst().getBody()).writeTo(bytes);
        assertThat(bytes.toString(UTF_8)).contains("我家在上海东边").contains("😀".repeat(8_192));
        assertThat(mail.getFrom().getFirst().getAddress()).isEqualTo(ALICE + "@people.eu.parley.invalid");
    }

    @Test
    void aLongDayGoesOnInTheNextMail() {
        List<Entry> day = IntStream.range(0, 200)
                .<Entry>mapToObj(n -> text(n, DAY.minusSeconds(3600), "x".repeat(16_384)))
                .toList();

        assertThat(written(ExportFormat.EML, day).keySet())
                .containsExactly(
                        "conversations/" + id + "/2026-11-22.eml",
                        "conversations/" + id + "/2026-11-22-2.eml",
                        "conversations/" + id + "/2026-11-22-3.eml",
                        "conversations/" + id + "/2026-11-22-4.eml");
    }

    @Test
    void edrmHoldsToItsSchemaAndNamesEveryMailWithItsHash() throws Exception {
        Map<String, byte[]> files = written(ExportFormat.EDRM_XML, nasty());
        byte[] xml = file(files, "conversations/" + id + ".edrm.xml");
        validate("edrm-export.xsd", xml);

        NodeList named = parsed(xml).getElementsByTagName("ExternalFile");
        assertThat(named.getLength()).isEqualTo(2);
        for (int i = 0; i < named.getLength(); i++) {
            var file = (Element) named.item(i);
            byte[] mail = file(files, file.getAttribute("FilePath") + "/" + file.getAttribute("FileName"));
            assertThat(file.getAttribute("FileSize")).isEqualTo(Integer.toString(mail.length));
            assertThat(file.getAttribute("Hash"))
                    .isEqualTo(
                            java.util.HexFormat.of().formatHex(Digests.sha256().digest(mail)));
        }
        assertThat(parsed(xml).getElementsByTagName("Relationship").getLength()).isEqualTo(1);
    }

    @Test
    void reactionsAndTitlesComeBackInEveryFormat() throws Exception {
        List<Entry> entries = signs();

        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text(written(ExportFormat.CSV, entries), "conversations/" + id + ".csv")))
                .getRecords();
        assertThat(rows)
                .allMatch(CSVRecord::isConsistent)
                .extracting(row -> row.get("entry"))
                .containsExactly("title", "reaction", "reaction-removed", "erased");
        assertThat(rows).extracting(row -> row.get("text")).containsExactly("'=1+1 \u202Eeltit", "👨‍👩‍👧", "#️⃣", "");
        assertThat(rows)
                .extracting(row -> row.get("reactionTo"))
                .containsExactly("", message.toString(), message.toString(), message.toString());

        List<JsonNode> lines = text(written(ExportFormat.JSON, entries), "conversations/" + id + ".jsonl")
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(lines.get(1).path("content").path("title").asString()).isEqualTo("=1+1 \u202Eeltit");
        assertThat(lines.get(2).path("content").path("emoji").asString()).isEqualTo("👨‍👩‍👧");
        assertThat(lines.get(3).path("reactionTo").asString()).isEqualTo(message.toString());
        assertThat(lines.get(4).has("content")).isFalse();

        byte[] xml = file(written(ExportFormat.ACTIANCE_XML, entries), "conversations/" + id + ".actiance.xml");
        validate("actiance-export.xsd", xml);
        NodeList said = parsed(xml).getElementsByTagName("Content");
        assertThat(said.getLength()).isEqualTo(3);
        assertThat(said.item(1).getTextContent()).isEqualTo("👨‍👩‍👧");
        assertThat(parsed(xml).getElementsByTagName("Removed").item(1).getTextContent())
                .isEqualTo("true");

        var mail = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        file(written(ExportFormat.EML, entries), "conversations/" + id + "/2026-11-22.eml")));
        assertThat((String) ((Multipart) mail.getContent()).getBodyPart(0).getContent())
                .contains("titled the conversation", "    =1+1")
                .contains("reacted to message " + message, "    👨‍👩‍👧")
                .contains("took back from message " + message, "    #️⃣");
        validate("edrm-export.xsd", file(written(ExportFormat.EDRM_XML, entries), "conversations/" + id + ".edrm.xml"));
    }

    @Test
    void filesAreNamedInEveryFormatAndAttachedToMails() throws Exception {
        UUID record = Ids.next();
        ArchivedFile there = new ArchivedFile(
                Ids.next(),
                1,
                FileState.ARCHIVED,
                null,
                "../\u202Egnp.合同 <b>\".pdf",
                "application/pdf",
                (long) BYTES.length,
                java.util.HexFormat.of().formatHex(Digests.sha256().digest(BYTES)));
        ArchivedFile gone = new ArchivedFile(Ids.next(), 2, FileState.ABSENT, "deleted", null, null, null, null);
        List<Entry> entries = List.of(new Entry.Version(
                1,
                DAY,
                record,
                message,
                false,
                "file",
                alice,
                new byte[32],
                words("{\"type\":\"file\"}"),
                List.of(new Attachment(record, there), new Attachment(record, gone))));
        String path = "files/" + record + "/1-__gnp.合同 _b__.pdf";

        String csv = text(written(ExportFormat.CSV, entries), "conversations/" + id + ".csv");
        assertThat(csv).contains(path + " (application/pdf, 5 bytes").contains(gone.fileId() + ": deleted");
        JsonNode files = text(written(ExportFormat.JSON, entries), "conversations/" + id + ".jsonl")
                .lines()
                .map(JsonMapper.shared()::readTree)
                .toList()
                .getLast()
                .path("files");
        assertThat(files.get(0).path("path").asString()).isEqualTo(path);
        assertThat(files.get(0).path("name").asString()).isEqualTo(there.name());
        assertThat(files.get(1).path("state").asString()).isEqualTo("deleted");
        assertThat(files.get(1).has("path")).isFalse();

        byte[] actiance = file(written(ExportFormat.ACTIANCE_XML, entries), "conversations/" + id + ".actiance.xml");
        validate("actiance-export.xsd", actiance);
        NodeList ended = parsed(actiance).getElementsByTagName("Status");
        assertThat(ended.item(0).getTextContent()).isEqualTo("Completed");
        assertThat(ended.item(1).getTextContent()).isEqualTo("deleted");

        byte[] edrm = file(written(ExportFormat.EDRM_XML, entries), "conversations/" + id + ".edrm.xml");
        validate("edrm-export.xsd", edrm);
        assertThat(((Element) parsed(edrm).getElementsByTagName("Relationship").item(0)).getAttribute("Type"))
                .isEqualTo("Attachment");

        var mail = new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(
                        file(written(ExportFormat.EML, entries), "conversations/" + id + "/2026-11-22.eml")));
        var parts = (Multipart) mail.getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(BYTES);
        assertThat(parts.getBodyPart(1).getFileName()).doesNotContain("/", "\u202E", "\"");
    }

    private List<Entry> signs() {
        return List.of(
                new Entry.Title(1, DAY, Ids.next(), alice, new byte[32], words("""
                        {"type":"title","title":"=1+1 \\u202Eeltit"}""")),
                reaction(2, false, "👨‍👩‍👧"),
                reaction(3, true, "#️⃣"),
                new Entry.Reaction(4, DAY, Ids.next(), message, false, alice, new byte[32], null));
    }

    private Entry reaction(long seq, boolean removed, String emoji) {
        return new Entry.Reaction(
                seq,
                DAY,
                Ids.next(),
                message,
                removed,
                alice,
                new byte[32],
                words("{\"type\":\"reaction\",\"emoji\":\"" + emoji + "\"}"));
    }

    private List<Entry> nasty() {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.Entered(0, DAY.minusSeconds(5), bot));
        for (int i = 0; i < NASTY.size(); i++) {
            entries.add(text(i + 1, DAY.plusSeconds(i), NASTY.get(i)));
        }
        Instant after = DAY.plusSeconds(100);
        entries.add(new Entry.Version(
                100, after, Ids.next(), message, true, "text", alice, new byte[32], words(json("edited")), List.of()));
        entries.add(new Entry.Recall(101, after, message));
        entries.add(new Entry.Left(102, after, bot));
        return entries;
    }

    private Entry text(long seq, Instant at, String text) {
        return new Entry.Version(
                seq, at, Ids.next(), Ids.next(), false, "text", alice, new byte[32], words(json(text)), List.of());
    }

    private Entry version(long seq, String json, boolean edit) {
        return new Entry.Version(seq, DAY, Ids.next(), message, edit, "x", alice, new byte[32], words(json), List.of());
    }

    private Entry erased(long seq) {
        return new Entry.Version(seq, DAY, Ids.next(), message, false, "text", alice, new byte[32], null, List.of());
    }

    /// Lone surrogates as a client can send them: escaped.
    private static String json(String text) {
        StringBuilder json = new StringBuilder("{\"type\":\"text\",\"text\":\"");
        text.chars()
                .forEach(c -> json.append(
                        c < 0x80 && c >= ' ' && c != '"' && c != '\\'
                                ? Character.toString(c)
                                : "\\u%04x".formatted(c)));
        return json.append("\"}").toString();
    }

    private static Words words(String json) {
        return Words.of(json.getBytes(UTF_8));
    }

    private Map<String, byte[]> written(ExportFormat format, List<Entry> entries) {
        var bytes = new ByteArrayOutputStream();
        var talk = new Talk(id, "eu", 0, 102, DAY, DAY.plusSeconds(100), List.of(alice, bot));
        try {
            var zip = new ExportZip(bytes, DAY);
            Sheets.Sheet sheet =
                    format.into(zip, (file, out) -> out.write(BYTES)).begin(talk);
            for (Entry entry : entries) {
                sheet.add(entry);
            }
            sheet.end();
            zip.close();
            return files(bytes.toByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        assertThat(files).containsOnlyKeys(name);
        return new String(file(files, name), UTF_8);
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        return files.getOrDefault(name, new byte[0]);
    }

    private static void validate(String schema, byte[] xml) throws Exception {
        SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new File("../docs/schemas/" + schema))
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(xml)));
    }

    private static Document parsed(byte[] xml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new ByteArrayInputStream(xml)));
    }
}
