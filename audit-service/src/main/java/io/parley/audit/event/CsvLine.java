package io.parley.audit.event;

import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// An event as a row of a sheet (RFC 4180).
final class CsvLine {

    private static final List<String> COLUMNS = List.of(
            "/index",
            "/at",
            "/eventId",
            "/actor/type",
            "/actor/id",
            "/action",
            "/object/type",
            "/object/id",
            "/outcome",
            "/purpose",
            "/caseRef",
            "/region",
            "/service",
            "/affected",
            "/detail",
            "/place/stream",
            "/place/number",
            "/changes");

    static final String HEAD = row(
            COLUMNS.stream().map(path -> path.substring(1).replace('/', '.')).toList());

    /// With these a cell is a formula to a spreadsheet.
    private static final String FORMULA = "=+-@\t\r\n";

    private CsvLine() {}

    static String of(EventStore.Stored event) {
        JsonNode fields = EventJson.withIndex(event);
        return row(COLUMNS.stream().map(path -> cell(fields.at(path))).toList());
    }

    private static String cell(JsonNode value) {
        return value.isContainer() ? value.toString() : value.asString("");
    }

    private static String row(List<String> cells) {
        return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(",")) + "\r";
    }

    /// A cell that a spreadsheet would compute is led by an apostrophe.
    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
