package io.parley.audit.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/// A report as a page: no script, nothing from elsewhere, every value escaped, and fit to be printed.
final class ReportPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String STYLE = """
            body { font: 14px/1.45 system-ui, sans-serif; color: #1a1a1a; margin: 2em auto; max-width: 76em; padding: 0 1em }
            h1 { font-size: 1.6em; margin: 0 } h2 { font-size: 1.15em; margin: 2em 0 .5em }
            .about { color: #555 } .none { color: #555; font-style: italic }
            table { border-collapse: collapse; width: 100% } th { text-align: left; border-bottom: 2px solid #333 }
            th, td { padding: .3em .8em .3em 0; vertical-align: top }
            td code, .free { overflow-wrap: anywhere }
            tr + tr td { border-top: 1px solid #ddd } .number { text-align: right; white-space: nowrap }
            .time { white-space: nowrap } code { font: 12px ui-monospace, monospace }
            .holds { color: #0b6b2e; font-weight: 600 } .broken { color: #b00020; font-weight: 700 }
            pre { font: 11px ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f6f6; padding: 1em }
            @media print { body { margin: 0; max-width: none; font-size: 10pt } details { display: none }
              thead { display: table-header-group } tr { break-inside: avoid } }
            """;

    private ReportPage() {}

    /// @param cell the value, escaped already
    private record Column<T>(String head, String kind, Function<T, String> cell) {}

    static String of(AccessReports.Signed signed) {
        AccessReport report = signed.report();
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Access report "
                + text(report.region()) + "</title><style>" + STYLE + "</style></head><body>"
                + "<h1>Who accessed what</h1><p class=\"about\">Region " + text(report.region()) + ", from "
                + time(report.from()) + " until before " + time(report.to()) + ". Made "
                + time(report.generatedAt()) + ". All times are UTC.</p>"
                + section("Access", access(), report.access())
                + section("Refused attempts", refused(), report.refused())
                + section("Grants open at the end", grants(), report.grants())
                + section("Holds that bind at the end", holds(), report.holds())
                + section("Retention runs", retention(), report.retention())
                + section("Erased events", erasures(), report.erasures())
                + truncated(report.truncated())
                + integrity(report.integrity())
                + signature(signed)
                + "</body></html>\n";
    }

    private static List<Column<AccessReport.Access>> access() {
        return List.of(
                new Column<>("Who", "", line -> code(line.actor())),
                new Column<>("Act", "", line -> text(line.action())),
                new Column<>("Purpose", "", line -> text(line.purpose())),
                new Column<>("Case", "free", line -> text(line.caseRef())),
                new Column<>("Acts", "number", line -> Long.toString(line.acts())),
                new Column<>("People", "number", line -> Long.toString(line.people())),
                new Column<>("First", "time", line -> time(line.first())),
                new Column<>("Last", "time", line -> time(line.last())));
    }

    private static List<Column<AccessReport.Refused>> refused() {
        return List.of(
                new Column<>("Who", "", line -> code(line.actor())),
                new Column<>("Act", "", line -> text(line.action())),
                new Column<>("Why", "free", line -> text(line.code())),
                new Column<>("Attempts", "number", line -> Long.toString(line.attempts())),
                new Column<>("First", "time", line -> time(line.first())),
                new Column<>("Last", "time", line -> time(line.last())));
    }

    private static List<Column<AccessReport.OpenGrant>> grants() {
        return List.of(
                new Column<>("Grant", "", line -> code(line.grantId())),
                new Column<>("State", "", line -> text(line.state())),
                new Column<>("Purpose", "", line -> text(line.purpose())),
                new Column<>("Case", "free", line -> text(line.caseRef())),
                new Column<>("Asked by", "", line -> code(line.requestedBy())),
                new Column<>("Approved by", "", line -> code(line.approvedBy())),
                new Column<>("Since", "time", line -> time(line.since())),
                new Column<>("Until", "time", line -> time(line.expiresAt())));
    }

    private static List<Column<AccessReport.OpenHold>> holds() {
        return List.of(
                new Column<>("Hold", "", line -> code(line.holdId())),
                new Column<>("State", "", line -> text(line.state())),
                new Column<>("Case", "free", line -> text(line.caseRef())),
                new Column<>("Visibility", "", line -> text(line.visibility())),
                new Column<>("Placed by", "", line -> code(line.placedBy())),
                new Column<>("Since", "time", line -> time(line.placedAt())));
    }

    private static List<Column<AccessReport.Swept>> retention() {
        return List.of(
                new Column<>("Certificate", "", line -> code(line.certificateId())),
                new Column<>("At", "time", line -> time(line.at())),
                new Column<>("Records", "number", line -> text(line.records())),
                new Column<>("Conversations", "number", line -> text(line.conversations())),
                new Column<>("Held back", "number", line -> text(line.heldBack())));
    }

    private static List<Column<AccessReport.Erased>> erasures() {
        return List.of(
                new Column<>("Erasure", "", line -> code(line.erasureId())),
                new Column<>("At", "time", line -> time(line.at())),
                new Column<>("Ground", "", line -> text(line.ground())),
                new Column<>("Events", "number", line -> text(line.events())));
    }

    private static <T> String section(String title, List<Column<T>> columns, List<T> lines) {
        String head = "<h2>" + title + "</h2>";
        return lines.isEmpty() ? head + "<p class=\"none\">None.</p>" : head + table(columns, lines);
    }

    private static <T> String table(List<Column<T>> columns, List<T> lines) {
        String heads = columns.stream()
                .map(column -> "<th class=\"" + column.kind() + "\">" + column.head() + "</th>")
                .collect(Collectors.joining());
        String rows = lines.stream().map(line -> row(columns, line)).collect(Collectors.joining());
        return "<table><thead><tr>" + heads + "</tr></thead><tbody>" + rows + "</tbody></table>";
    }

    private static <T> String row(List<Column<T>> columns, T line) {
        return columns.stream()
                .map(column ->
                        "<td class=\"" + column.kind() + "\">" + column.cell().apply(line) + "</td>")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String truncated(List<String> lists) {
        return lists.isEmpty()
                ? ""
                : "<p class=\"broken\">Too long for this report, only their first " + ReportLists.MOST
                        + " lines are here: " + text(String.join(", ", lists)) + ". Ask for a shorter time.</p>";
    }

    private static String integrity(AccessReport.Integrity found) {
        return "<h2>Is the log whole?</h2><p class=\"" + (found.holds() ? "holds" : "broken") + "\">"
                + (found.holds() ? "What was checked holds." : "Something does not hold. Verify the log.") + "</p><ul>"
                + item("the signature of the checkpoint of " + found.size() + " entries", found.signatureHolds())
                + item("the root that was signed is that of the stored tree, " + found.root(), found.rootHolds())
                + (found.sinceSize() == null
                        ? ""
                        : item(
                                "the first " + found.sinceSize() + " entries are those signed before this period",
                                Boolean.TRUE.equals(found.sinceHolds())))
                + item(
                        found.eventsChecked()
                                + " events of this period, spread evenly, are what their entries commit to",
                        found.eventsAltered().isEmpty())
                + "<li>" + found.missing() + " events that services numbered did not arrive</li></ul>"
                + "<p class=\"about\">This is the region's own word. Who does not take it verifies the log with public"
                + " tools: entries, tiles and checkpoints at /v1/audit/log need no token.</p>";
    }

    private static String item(String what, boolean holds) {
        return "<li>" + text(what) + ": <span class=\"" + (holds ? "holds\">holds" : "broken\">DOES NOT HOLD")
                + "</span></li>";
    }

    private static String signature(AccessReports.Signed signed) {
        String line =
                signed.note().substring(signed.note().lastIndexOf("\n\n") + 2).strip();
        return "<h2>Signature</h2><p>SHA-256 of the document <code>" + text(signed.digest())
                + "</code>, recorded in the"
                + " log as <code>audit.reported</code>. Signed by the log's key (C2SP signed-note):</p><pre>"
                + text(line) + "</pre><details><summary>The signed document</summary><pre>" + text(signed.note())
                + "</pre></details>";
    }

    private static String code(@Nullable String value) {
        return value == null ? "" : "<code>" + text(value) + "</code>";
    }

    private static String time(Instant at) {
        return at.equals(Instant.MAX) ? "no end" : TIME.format(at);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : HtmlUtils.htmlEscape(value, "UTF-8");
    }
}
