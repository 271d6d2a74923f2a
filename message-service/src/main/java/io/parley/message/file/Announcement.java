package io.parley.message.file;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/// A file that will come in parts.
@Schema(name = "AnnounceFile")
record Announcement(
        @Schema(description = "Shown to those who download; 1..255 bytes of UTF-8") @NotNull
        String name,

        @NotNull String mediaType,
        @NotNull @Min(1) Long size,

        @Schema(description = "Of the content, 64 hexadecimal digits: the file is kept only if it has it") @NotNull
        String sha256) {

    About about() {
        return About.of(name, mediaType, sha256);
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
