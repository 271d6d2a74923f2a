package io.parley.archive.export;

import io.parley.archive.officer.ListQuery;
import io.parley.archive.officer.Remark;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.signing.NoteKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/exports")
@Tag(
        name = "Archive exports",
        description = "Signed copies of archived messages: asked for under a grant by one person, approved by another")
class ExportController {

    private static final String PARTIES = "hasAnyRole('OFFICER', 'APPROVER')";

    private final Exports exports;
    private final ExportDownloads downloads;
    private final NoteKey key;

    ExportController(Exports exports, ExportDownloads downloads, NoteKey key) {
        this.exports = exports;
        this.downloads = downloads;
        this.key = key;
    }

    @PostMapping
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(summary = "Ask for an export of what a live grant covers, or of less")
    ResponseEntity<ExportView> requestExport(@RequestBody ExportRequest request, PersonCaller caller) {
        ExportView export = ExportView.of(exports.request(request, caller));
        return ResponseEntity.created(URI.create("/v1/archive/exports/" + export.exportId()))
                .body(export);
    }

    @GetMapping
    @PreAuthorize(PARTIES)
    @Operation(summary = "Own exports; for approvers, all")
    ExportPage exports(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit,
            PersonCaller caller) {
        return ExportPage.of(exports.list(caller, ListQuery.of(after, limit)), limit);
    }

    @GetMapping("/{id}")
    @PreAuthorize(PARTIES)
    @Operation(summary = "How far one export is")
    ExportView export(@PathVariable UUID id, PersonCaller caller) {
        return ExportView.of(exports.visible(new ExportId(id), caller));
    }

    @PostMapping("/{id}/approve")
    @Operation(summary = "Approve another person's export (role approver); it is built then")
    ExportView approveExport(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return ExportView.of(exports.approve(new ExportId(id), Remark.text(remark), caller));
    }

    @PostMapping("/{id}/refuse")
    @Operation(summary = "Refuse another person's export (role approver)")
    ExportView refuseExport(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Remark remark, PersonCaller caller) {
        return ExportView.of(exports.refuse(new ExportId(id), Remark.text(remark), caller));
    }

    @GetMapping("/{id}/download")
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(
            summary = "The zip, for who asked for it and while the grant lives",
            description = "`manifest.json` in it names every file; `./parley verify` checks it.")
    @ApiResponse(
            responseCode = "200",
            description = "The zip",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "403",
            description = "`grant-required`: the grant was revoked or has expired",
            content = {})
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: not ready",
            content = {})
    void downloadExport(
            @PathVariable UUID id, PersonCaller caller, @Parameter(hidden = true) HttpServletResponse response) {
        downloads.send(new ExportId(id), caller, response);
    }

    @GetMapping(value = "/key", produces = "text/plain;charset=UTF-8")
    @Operation(
            summary = "The key that verifies exports",
            description = "`name+id+key` as signed-note verifiers take it. Give it to who checks an export by another"
                    + " way than the export.")
    String exportKey(PersonCaller caller) {
        return key.verifierKey();
    }

    /// Past the platform's advice and out of the servlet: the container then closes the connection.
    @ExceptionHandler
    void closed(ExportDownloads.BrokenOffException brokeOff) {
        throw brokeOff;
    }
}
