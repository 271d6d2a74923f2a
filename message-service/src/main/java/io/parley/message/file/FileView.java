package io.parley.message.file;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file as its owner sees it.
@Schema(name = "File")
record FileView(
        UUID fileId,

        @Schema(allowableValues = {"receiving", "complete"}) String state,

        String name,
        String mediaType,
        long size,

        @Schema(description = "Where the next part begins") long received,

        @Schema(description = "A good length for parts; others are taken, but none under 64 KiB except the last")
        long partSize,

        @Schema(
                description =
                        "When it is removed, unless parts go on coming or a message names it; absent for good then")
        @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", timezone = "UTC")
        @Nullable
        Instant expiresAt,

        @Schema(description = "Of the content, in hexadecimal digits") @Nullable
        String sha256) {

    static FileView of(StoredFile file, About about, long partSize) {
        Long expires = file.expiresAtMs();
        return new FileView(
                file.id().value(),
                file.complete() ? "complete" : "receiving",
                about.name(),
                about.mediaType(),
                file.size(),
                file.received(),
                partSize,
                expires == null ? null : Instant.ofEpochMilli(expires),
                about.sha256());
    }

    @Schema(name = "FileUsage")
    record Usage(
            long files,

            @Schema(description = "Unfinished ones count in full")
            long bytes,

            long limitBytes) {}

    @Override
    public String toString() {
        return "FileView[" + fileId + ", [redacted]]";
    }
}
