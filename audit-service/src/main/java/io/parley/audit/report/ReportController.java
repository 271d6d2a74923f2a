package io.parley.audit.report;

import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/reports/access")
@Tag(name = "Audit")
class ReportController {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final AccessReports reports;

    ReportController(AccessReports reports) {
        this.reports = reports;
    }

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_HTML_VALUE})
    @PreAuthorize("hasAnyRole('AUDITOR', 'PRIVACY')")
    @Operation(
            summary = "Who accessed what in a period, signed",
            description =
                    "Accesses by person, act, purpose and case; refused attempts; grants and holds that are open at"
                            + " its end; what retention destroyed and what was erased; and a check of the log made on the"
                            + " spot. `document` is the report as JSON text, `digest` its SHA-256, `note` the document and a"
                            + " line feed as a signed note (C2SP) by the key at /v1/audit/log/key. With `Accept: text/html`"
                            + " the same as a page that prints, with the note in it. The digest is recorded as"
                            + " `audit.reported` before this answer is given.")
    @ApiResponse(
            responseCode = "200",
            description = "The report",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = Answer.class)),
                @Content(mediaType = "text/html", schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule")
    @ApiResponse(responseCode = "403", description = "Neither auditor nor privacy")
    ResponseEntity<Object> access(
            @RequestParam(required = false) @Parameter(description = "RFC 3339, inclusive") @Nullable String from,
            @RequestParam(required = false)
                    @Parameter(description = "RFC 3339, exclusive; at most 400 days behind `from`")
                    @Nullable
                    String to,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Parameter(hidden = true) @Nullable
                    String accept,
            PersonCaller caller) {
        Instant begin = time("from", from);
        Instant end = time("to", to);
        if (!begin.isBefore(end) || end.isAfter(begin.plus(LONGEST))) {
            throw DomainException.invalid("to", "after from, by at most " + LONGEST.toDays() + " days");
        }
        AccessReports.Signed signed = reports.make(begin, end, caller);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("X-Content-Type-Options", "nosniff");
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)
                ? answer.contentType(HTML).body(ReportPage.of(signed))
                : answer.contentType(MediaType.APPLICATION_JSON)
                        .body(new Answer(signed.document(), signed.digest(), signed.note()));
    }

    @Schema(name = "AuditAccessReport")
    record Answer(String document, String digest, String note) {}

    private static Instant time(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw DomainException.invalid(name, "present");
        }
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeParseException e) {
            throw DomainException.invalid(name, "a time of RFC 3339");
        }
    }
}
