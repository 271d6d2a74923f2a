package io.parley.platform.files;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// message-service's internal call for the files of accepted messages (scope `internal`). A file is named together with
/// the fact that names it. 409: it does not open. That it is gone is an answer and no 404, which anything between both
/// services may give.
public interface FilesApi {

    /// The most bytes that one call gives.
    int MOST = 2 << 20;

    @GetExchange("/internal/conversations/{conversation}/facts/{seq}/files/{file}")
    Answer about(@PathVariable UUID conversation, @PathVariable long seq, @PathVariable UUID file);

    /// A piece of the plain bytes: as many as were asked for, or up to the end of the file.
    ///
    /// @param from less than the file's size
    @GetExchange("/internal/conversations/{conversation}/facts/{seq}/files/{file}/bytes")
    byte[] bytes(
            @PathVariable UUID conversation,
            @PathVariable long seq,
            @PathVariable UUID file,
            @RequestParam long from,
            @RequestParam int most);

    /// @param file null: it is not there any more, or its owner's key was destroyed, or the fact does not name it
    record Answer(@Nullable About file) {}

    /// @param sha256 of the whole content, lower-case hexadecimal
    record About(String name, String mediaType, long size, String sha256) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }
}
