package io.parley.message.file;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.FileId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.parley.platform.store.StoreDownException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Files")
class FileController {

    private final Uploads uploads;
    private final Downloads downloads;
    private final Thumbnails thumbnails;
    private final FileShelf shelf;
    private final FileKeys keys;
    private final FileProperties properties;

    FileController(
            Uploads uploads,
            Downloads downloads,
            Thumbnails thumbnails,
            FileShelf shelf,
            FileKeys keys,
            FileProperties properties) {
        this.uploads = uploads;
        this.downloads = downloads;
        this.thumbnails = thumbnails;
        this.shelf = shelf;
        this.keys = keys;
        this.properties = properties;
    }

    @PostMapping(path = "/v1/files", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Announce a file that comes in parts, or send a small one at once",
            description = "As JSON: the parts follow with `PUT …/content`."
                    + " As `multipart/form-data`: one part `file` with name and type, and the file is complete."
                    + " `Idempotency-Key` works for the announcement; a multipart upload is not repeated by it.")
    @ApiResponse(responseCode = "201", description = "Announced, or stored")
    @ApiResponse(
            responseCode = "400",
            description = "`malformed-request`, `invalid-request`",
            content = {})
    @ApiResponse(
            responseCode = "413",
            description = "`too-large`",
            content = {})
    @ApiResponse(
            responseCode = "422",
            description = "`rule-violated`: the type is not allowed or not that of the content, or the quota is full",
            content = {})
    @ApiResponse(
            responseCode = "429",
            description = "`too-many-requests`: too many uploads are open",
            content = {})
    ResponseEntity<FileView> announce(PersonCaller caller, @Valid @RequestBody Announcement announcement) {
        return created(uploads.announce(caller.personId(), announcement.about(), announcement.size()));
    }

    @PostMapping(path = "/v1/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(summary = "Send a file at once")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = Form.class)))
    ResponseEntity<FileView> whole(PersonCaller caller, @Parameter(hidden = true) HttpServletRequest request) {
        return created(transfer(() -> {
            IncomingFile incoming = IncomingFile.of(request);
            return uploads.whole(
                    caller.personId(), incoming.about(), incoming.content(), request.getContentLengthLong());
        }));
    }

    /// For the document only.
    @Schema(name = "FileForm")
    private record Form(
            @Schema(type = "string", format = "binary") String file) {}

    @PutMapping(path = "/v1/files/{fileId}/content", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "Send the next part",
            description = "A part counts as a whole or not at all. After an interruption ask for the status and go on"
                    + " at `received`. The last part completes the file if its hash is the announced one.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "200", description = "The part is durable")
    @ApiResponse(
            responseCode = "400",
            description = "`invalid-request`: the range",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`: no such upload of yours",
            content = {})
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: not the next part; `received` says where to go on",
            content = {})
    @ApiResponse(
            responseCode = "422",
            description = "`rule-violated`: type or hash; nothing is kept",
            content = {})
    @ApiResponse(
            responseCode = "503",
            description = "`unavailable`: the store is down; send the part again",
            content = {})
    FileView part(
            PersonCaller caller,
            @PathVariable FileId fileId,
            @Parameter(description = "`bytes first-last/total`", required = true)
                    @RequestHeader(name = HttpHeaders.CONTENT_RANGE, required = false)
                    @Nullable
                    String contentRange,
            @Parameter(hidden = true) HttpServletRequest request) {
        ContentRange range = ContentRange.parse(contentRange);
        return view(transfer(() -> uploads.part(caller.personId(), fileId, range, request.getInputStream())));
    }

    @GetMapping("/v1/files/{fileId}/status")
    @Operation(summary = "How far your upload is")
    @ApiResponse(responseCode = "200", description = "State and what was received")
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when it is not yours",
            content = {})
    FileView status(PersonCaller caller, @PathVariable FileId fileId) {
        return view(uploads.own(fileId, caller.personId()));
    }

    @GetMapping("/v1/files/{fileId}")
    @Operation(
            summary = "Download, whole or a range",
            description = "For its owner and the present members of conversations in which a message names it."
                    + " One `Range` is honoured, with `If-Range`; `ETag` and `If-None-Match` too.")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "The range",
            content = {})
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when you may not read it",
            content = {})
    @ApiResponse(
            responseCode = "416",
            description = "`range-not-satisfiable`",
            content = {})
    @ApiResponse(
            responseCode = "503",
            description = "`unavailable`: the store or the keys cannot be reached",
            content = {})
    void download(
            PersonCaller caller,
            @PathVariable FileId fileId,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        downloads.file(fileId, caller.personId(), request, response);
    }

    @GetMapping("/v1/files/{fileId}/thumbnail")
    @Operation(
            summary = "A small JPEG of an image",
            description = "JPEG, PNG, GIF and WebP have one shortly after the upload.")
    @ApiResponse(
            responseCode = "200",
            description = "The thumbnail",
            content =
                    @Content(
                            mediaType = MediaType.IMAGE_JPEG_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`: there is none, none yet, or you may not read the file",
            content = {})
    void thumbnail(
            PersonCaller caller,
            @PathVariable FileId fileId,
            @Parameter(hidden = true) HttpServletRequest request,
            @Parameter(hidden = true) HttpServletResponse response)
            throws IOException {
        downloads.thumbnail(fileId, caller.personId(), request, response);
    }

    @DeleteMapping("/v1/files/{fileId}")
    @Operation(summary = "Delete a file of yours that no message names")
    @ApiResponse(responseCode = "204", description = "It is gone")
    @ApiResponse(
            responseCode = "404",
            description = "`not-found`, also when it is not yours",
            content = {})
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: a message names it",
            content = {})
    ResponseEntity<Void> delete(PersonCaller caller, @PathVariable FileId fileId) {
        uploads.delete(caller.personId(), fileId);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/v1/me/files")
    @Operation(summary = "How much you store")
    FileView.Usage usage(PersonCaller caller) {
        FileShelf.Usage usage = shelf.usage(caller.personId());
        return new FileView.Usage(
                usage.files(), usage.bytes(), properties.quota().toBytes());
    }

    /// Past the platform's advice and out of the servlet: the container then closes the connection.
    @ExceptionHandler
    void closed(BrokenTransferException brokeOff) {
        throw brokeOff;
    }

    private ResponseEntity<FileView> created(StoredFile file) {
        return ResponseEntity.created(URI.create("/v1/files/" + file.id())).body(view(file));
    }

    private FileView view(StoredFile file) {
        return FileView.of(file, keys.about(file), properties.partSize().toBytes());
    }

    /// What breaks off is the body: whatever the store throws says that it is the store.
    private StoredFile transfer(UploadLimits.Transfer transfer) {
        try {
            StoredFile file = transfer.run();
            if (file.complete()) {
                thumbnails.want(file.id());
            }
            return file;
        } catch (StoreDownException down) {
            throw DomainException.unavailable("the file store", down);
        } catch (IOException brokeOff) {
            throw new DomainException(ErrorCode.MALFORMED_REQUEST, "body: broke off or is no multipart", brokeOff);
        }
    }
}
