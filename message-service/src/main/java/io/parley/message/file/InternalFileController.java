package io.parley.message.file;

import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.platform.files.FilesApi;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Serves [FilesApi] to archive-service.
@Hidden
@RestController
@RequestMapping("/internal/conversations/{conversation}/facts/{seq}/files/{file}")
class InternalFileController {

    private final Copies copies;

    InternalFileController(Copies copies) {
        this.copies = copies;
    }

    @GetMapping
    FilesApi.Answer about(
            @PathVariable ConversationId conversation, @PathVariable long seq, @PathVariable FileId file) {
        return copies.about(new Copies.Named(conversation, seq, file));
    }

    @GetMapping(path = "/bytes", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    byte[] bytes(
            @PathVariable ConversationId conversation,
            @PathVariable long seq,
            @PathVariable FileId file,
            @RequestParam @Min(0) long from,
            @RequestParam @Min(1) @Max(FilesApi.MOST) int most)
            throws IOException {
        return copies.bytes(new Copies.Named(conversation, seq, file), from, most);
    }
}
