package io.parley.archive.reading;

import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/archive/records/{recordId}/files/{fileId}")
@Tag(name = "Archive")
class FileController {

    private final FileReading reading;

    FileController(FileReading reading) {
        this.reading = reading;
    }

    @GetMapping
    @PreAuthorize("hasRole('OFFICER')")
    @Operation(
            summary = "The bytes of a file of one archived version, within a grant",
            description =
                    "`Repr-Digest` (RFC 9530) has their SHA-256. SHA-256(salt ‖ bytes), with the salt of the header"
                            + " `Parley-Salt` (base64), is the commitment in the file's proof.")
    @ApiResponse(
            responseCode = "200",
            description = "The file, as an attachment",
            content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: there is no copy; `state` is `pending`, `absent` (with `reason`) or `erased`",
            content = {})
    void archivedFile(
            @PathVariable UUID recordId,
            @PathVariable UUID fileId,
            @RequestParam(required = false) @Nullable UUID grantId,
            PersonCaller caller,
            @Parameter(hidden = true) HttpServletResponse response) {
        reading.send(recordId, fileId, grantId, caller, response);
    }

    /// Past the platform's advice and out of the servlet: the container then closes the connection.
    @ExceptionHandler
    void closed(FileReading.BrokenOffException brokeOff) {
        throw brokeOff;
    }
}
