package io.parley.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.testing.TestDocuments;
import io.parley.testing.TestHttp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// In a real process: what is read, and what a hostile file can do, which is to end the process that reads it.
class TextWorkerTest {

    private static final String SENTENCE = "我家在上海东边 and the price is nine";
    private static final TextLimits LIMITS = new TextLimits(256, Duration.ofSeconds(60), 100_000, 60_000_000);

    private static WorkerFolder folder;
    private static TextWorker worker;

    @BeforeAll
    static void start() throws IOException {
        folder = WorkerFolder.make();
        worker = new TextWorker(folder, LIMITS);
    }

    @AfterAll
    static void stop() throws IOException {
        worker.close();
        folder.close();
    }

    @Test
    void readsCommonFormats() throws IOException {
        assertThat(text("a.pdf", TestDocuments.pdf(SENTENCE))).contains("上海").contains("price");
        assertThat(text("a.docx", TestDocuments.docx(SENTENCE))).contains(SENTENCE);
        assertThat(text("a.odt", TestDocuments.odt(SENTENCE))).contains(SENTENCE);
        assertThat(text("a.xlsx", sheet())).contains(SENTENCE);
        assertThat(text("a.pptx", slides())).contains(SENTENCE);
        assertThat(text("a.txt", SENTENCE.getBytes(UTF_8))).contains(SENTENCE);
        assertThat(text("a.txt", SENTENCE.repeat(20).getBytes(Charset.forName("GB18030"))))
                .contains(SENTENCE);
        assertThat(text("a.html", ("<html><body><p>" + SENTENCE + "</p></body></html>").getBytes(UTF_8)))
                .contains(SENTENCE)
                .doesNotContain("<p>");
        assertThat(text(
                        "a.rtf",
                        "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\pard the price is \\u19978?\\u28023? nine\\par}"
                                .getBytes(UTF_8)))
                .contains("上海");
        assertThat(text("a.eml", mail())).contains(SENTENCE).contains("The offer");
    }

    @Test
    void saysWhyAFileHasNoText() throws IOException {
        byte[] docx = TestDocuments.docx(SENTENCE);
        assertThat(read("a.docx", Arrays.copyOf(docx, docx.length / 2))).isEqualTo(none(Extraction.Reason.DAMAGED));
        assertThat(read("a.pdf", locked())).isEqualTo(none(Extraction.Reason.ENCRYPTED));
        assertThat(read("a.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0}))
                .isEqualTo(none(Extraction.Reason.UNSUPPORTED));
        assertThat(read(
                        "a.zip",
                        TestDocuments.zip(Map.of("inner.zip", TestDocuments.zip(Map.of("a.txt", new byte[9]))))))
                .isEqualTo(none(Extraction.Reason.UNSUPPORTED));
        assertThat(worker.read("a.txt", "text/plain", 60_000_001, new ByteArrayInputStream(new byte[0])))
                .isEqualTo(none(Extraction.Reason.TOO_LARGE));
        assertThat(read("../\u0000\u202Efdp.exe", new byte[0])).isNotNull();
    }

    @Test
    void cutsWhatIsLongerThanTheLimit() throws IOException {
        Extraction read = read("a.txt", "word ".repeat(50_000).getBytes(UTF_8));
        assertThat(read).isInstanceOfSatisfying(Extraction.Text.class, text -> {
            assertThat(text.truncated()).isTrue();
            assertThat(text.text()).hasSizeLessThanOrEqualTo(100_000).startsWith("word word");
        });
    }

    @Test
    void survivesHostileFiles() throws IOException {
        AtomicInteger called = new AtomicInteger();
        TestHttp outside = TestHttp.start();
        outside.json("/", body -> Integer.toString(called.incrementAndGet()));
        for (byte[] hostile : new byte[][] {
            TestDocuments.docxOf(laughs()),
            TestDocuments.docxOf(external(outside.address())),
            TestDocuments.docxOf("<w:document xmlns:w=\"x\">" + "<a>".repeat(200_000)),
            bomb(),
            TestDocuments.pdfOf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 99999 >>"),
            TestDocuments.pdfOf(
                    "<< /Type /Catalog /Pages 2 0 R >>",
                    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
                    TestDocuments.stream("/X Do"),
                    "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"),
            ("%PDF-1.7\n" + "[".repeat(500_000)).getBytes(UTF_8)
        }) {
            Extraction read = read("a", hostile);
            if (read instanceof Extraction.Text text) {
                assertThat(text.text()).hasSizeLessThanOrEqualTo(100_000).doesNotContain("root:", "lolololol");
            }
            assertThat(text("after.docx", TestDocuments.docx(SENTENCE))).contains("上海");
        }
        assertThat(called).hasValue(0);
        outside.stop();
    }

    @Test
    void endsAProcessThatTakesTooLongOrDiesAndStartsAnother() throws IOException {
        try (TextWorker hurried = new TextWorker(folder, new TextLimits(64, Duration.ofMillis(1), 1_000, 1_000))) {
            assertThat(hurried.read("a.txt", "text/plain", 1, new ByteArrayInputStream(new byte[] {'a'})))
                    .isEqualTo(none(Extraction.Reason.TIMEOUT));
        }
        try (TextWorker mortal = new TextWorker(folder, LIMITS)) {
            byte[] docx = TestDocuments.docx(SENTENCE);
            mortal.read("a.docx", "", docx.length, new ByteArrayInputStream(docx));
            long first = mortal.pid();
            ProcessHandle process = ProcessHandle.of(first).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            assertThat(mortal.read("a.docx", "", docx.length, new ByteArrayInputStream(docx)))
                    .isInstanceOf(Extraction.Text.class);
            assertThat(mortal.pid()).isNotEqualTo(first);
        }
    }

    private static Extraction.None none(Extraction.Reason reason) {
        return new Extraction.None(reason);
    }

    private static Extraction read(String name, byte[] content) throws IOException {
        return worker.read(name, "application/octet-stream", content.length, new ByteArrayInputStream(content));
    }

    private static String text(String name, byte[] content) throws IOException {
        Extraction read = read(name, content);
        assertThat(read).as(name).isInstanceOf(Extraction.Text.class);
        return ((Extraction.Text) read).text();
    }

    private static byte[] sheet() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var book = new XSSFWorkbook()) {
            book.createSheet().createRow(0).createCell(0).setCellValue(SENTENCE);
            book.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] slides() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var show = new XMLSlideShow()) {
            show.createSlide().createTextBox().setText(SENTENCE);
            show.write(bytes);
        }
        return bytes.toByteArray();
    }

    private static byte[] mail() {
        return ("From: a@example.org\r\nTo: b@example.org\r\nSubject: The offer\r\nMIME-Version: 1.0\r\n"
                        + "Date: Sun, 22 Nov 2026 12:00:00 +0000\r\nMessage-ID: <1@example.org>\r\n"
                        + "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(SENTENCE.getBytes(UTF_8)) + "\r\n")
                .getBytes(UTF_8);
    }

    private static byte[] locked() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var document = Loader.loadPDF(TestDocuments.pdf(SENTENCE))) {
            document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            document.save(bytes);
        }
        return bytes.toByteArray();
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY l0 \"lol\">");
        for (int i = 1; i < 12; i++) {
            entities.append("<!ENTITY l")
                    .append(i)
                    .append(" \"")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        return entities + "]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                + "<w:body><w:p><w:r><w:t>&l11;</w:t></w:r></w:p></w:body></w:document>";
    }

    private static String external(String address) {
        return "<?xml version=\"1.0\"?><!DOCTYPE d [<!ENTITY f SYSTEM \"file:///etc/passwd\"><!ENTITY n SYSTEM \""
                + address
                + "/x\">]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                + "<w:body><w:p><w:r><w:t>&f;&n;</w:t></w:r></w:p></w:body></w:document>";
    }

    /// A hundred kilobytes that unpack to a hundred megabytes.
    private static byte[] bomb() {
        return TestDocuments.docxOf(
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
                        + "<w:body><w:p><w:r><w:t>" + " ".repeat(120_000_000)
                        + "</w:t></w:r></w:p></w:body></w:document>");
    }
}
