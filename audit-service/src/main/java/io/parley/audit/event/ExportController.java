package io.parley.audit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/events/export")
@Tag(name = "Audit")
class ExportController {

    private final EventSearch search;

    ExportController(EventSearch search) {
        this.search = search;
    }

    @GetMapping
    @Operation(summary = "Events as a file", description = """
                    Everything that the same filters of `/v1/audit/events` find, in the order of the log, a line per \
                    event: `csv` (RFC 4180, without formulas), `jsonl` (as in the query), `ocsf` (Open Cybersecurity \
                    Schema Framework 1.3, as JSON lines) or `openings` (index, salt and the text that was committed \
                    to, which `./parley verify-log` compares with the log). Streams, however many they are; `limit` \
                    is not used. The export is recorded as `audit.exported` before its first byte.""")
    @ApiResponse(responseCode = "200", description = "The events")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule")
    @ApiResponse(responseCode = "403", description = "Neither auditor nor officer")
    void export(
            @ParameterObject EventRequest request,
            @RequestParam(required = false)
                    @Parameter(schema = @Schema(allowableValues = {"csv", "jsonl", "ocsf", "openings"}))
                    @Nullable
                    String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true) @Nullable
                    String accept,
            PersonCaller caller,
            HttpServletRequest http,
            HttpServletResponse answer)
            throws IOException {
        ExportFormat chosen = ExportFormat.of(format, accept);
        long after = request.afterIndex();
        EventSearch.Export export = search.export(caller, request.filter(), chosen);
        List<EventStore.Stored> events = search.next(export, after);
        answer.setContentType(chosen.mediaType());
        answer.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"audit-events." + (chosen == ExportFormat.CSV ? "csv" : "jsonl") + "\"");
        var erased = new ErasedLines(search, export, after, chosen == ExportFormat.OPENINGS);
        BrokenDownloads.watched(http, () -> write(chosen, export, events, erased, answer.getOutputStream()));
    }

    private void write(
            ExportFormat format,
            EventSearch.Export export,
            List<EventStore.Stored> first,
            ErasedLines erased,
            OutputStream out)
            throws IOException {
        out.write(head(format));
        for (List<EventStore.Stored> events = first;
                !events.isEmpty();
                events = search.next(export, events.getLast().index())) {
            for (EventStore.Stored event : events) {
                out.write((erased.before(event.index()) + format.line(event) + "\n").getBytes(UTF_8));
            }
        }
        out.write(erased.before(export.end()).getBytes(UTF_8));
    }

    private static byte[] head(ExportFormat format) {
        return (format.head().isEmpty() ? "" : format.head() + "\n").getBytes(UTF_8);
    }
}
