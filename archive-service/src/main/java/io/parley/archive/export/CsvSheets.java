package io.parley.archive.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One file per conversation (RFC 4180): UTF-8, CRLF, a header, every field quoted, every row of the same length.
final class CsvSheets implements Sheets {

    private static final List<String> HEADER = List.of(
            "entry",
            "conversationId",
            "seq",
            "at",
            "at_ms",
            "personId",
            "name",
            "userName",
            "kind",
            "recordId",
            "messageId",
            "editOf",
            "recallOf",
            "reactionTo",
            "contentType",
            "text",
            "content",
            "contentSha256",
            "files",
            "deliveredSeq",
            "readSeq");
    /// From `recordId` on to `contentSha256`.
    private static final List<String> NOTHING = List.of("", "", "", "", "", "", "", "", "");
    /// With these a cell is a formula to a spreadsheet.
    private static final String FORMULA = "=+-@\t\r";

    private final ExportZip zip;

    CsvSheets(ExportZip zip) {
        this.zip = zip;
    }

    @Override
    public Sheet begin(Talk talk) throws IOException {
        var out = new BufferedWriter(new OutputStreamWriter(zip.entry(talk.file(".csv")), UTF_8));
        row(out, HEADER);
        return new Rows(talk.id().toString(), out);
    }

    /// A cell that a spreadsheet would compute is led by an apostrophe.
    static String cell(String given) {
        String text = Clean.text(given);
        return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    static void row(Writer out, List<String> fields) throws IOException {
        String before = "";
        for (String field : fields) {
            out.append(before)
                    .append('"')
                    .append(cell(field).replace("\"", "\"\""))
                    .append('"');
            before = ",";
        }
        out.append("\r\n");
    }

    private record Rows(String conversation, Writer out) implements Sheet {

        @Override
        public void add(Entry entry) throws IOException {
            switch (entry) {
                case Entry.Entered entered -> row(entry, entered.person(), NOTHING);
                case Entry.Left left -> row(entry, left.person(), NOTHING);
                case Entry.Recall recall ->
                    row(entry, null, List.of("", "", "", recall.message().toString(), "", "", "", "", ""));
                case Entry.Receipt receipt -> row(entry, receipt.person(), NOTHING);
                case Entry.Reaction reaction ->
                    row(
                            entry,
                            reaction.sender(),
                            sign(reaction, "reaction", reaction.message().toString()));
                case Entry.Title title -> row(entry, title.sender(), sign(title, "title", ""));
                case Entry.Version version -> row(entry, version.sender(), version(version));
            }
        }

        private static List<String> sign(Entry.Kept kept, String type, String reactionTo) {
            Words words = kept.words();
            return List.of(
                    kept.record().toString(),
                    "",
                    "",
                    "",
                    reactionTo,
                    type,
                    words == null ? "" : words.sign(),
                    words == null ? "" : words.json(),
                    words == null ? "" : words.sha256());
        }

        private static List<String> version(Entry.Version version) {
            String message = version.message().toString();
            Words words = version.words();
            return List.of(
                    version.record().toString(),
                    message,
                    version.edit() ? message : "",
                    "",
                    "",
                    version.type(),
                    words == null ? "" : words.text(),
                    words == null ? "" : words.json(),
                    words == null ? "" : words.sha256());
        }

        /// One on a line.
        private static String files(Entry entry) {
            return entry instanceof Entry.Version version
                    ? version.files().stream().map(Attachment::described).collect(Collectors.joining("\n"))
                    : "";
        }

        private static List<String> marks(Entry entry) {
            return entry instanceof Entry.Receipt receipt
                    ? List.of(Long.toString(receipt.seq()), Long.toString(receipt.read()))
                    : List.of("", "");
        }

        private void row(Entry entry, @Nullable Somebody person, List<String> rest) throws IOException {
            List<String> fields = new ArrayList<>(List.of(
                    entry.kind(),
                    conversation,
                    Long.toString(entry.seq()),
                    Times.iso(entry.at()),
                    Long.toString(entry.at().toEpochMilli())));
            fields.addAll(
                    person == null
                            ? List.of("", "", "", "")
                            : List.of(person.id().toString(), person.name(), person.userName(), person.kind()));
            fields.addAll(rest);
            fields.add(files(entry));
            fields.addAll(marks(entry));
            CsvSheets.row(out, fields);
        }

        @Override
        public void end() throws IOException {
            out.close();
        }
    }
}
