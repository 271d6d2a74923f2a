package io.parley.archive.file;

/// What was said of a file when it was uploaded. Personal data: rests sealed, never printed.
///
/// @param name bare, chosen by the uploader; any characters but control characters
/// @param sha256 of the plain bytes, lower-case hexadecimal
public record AboutFile(String name, String mediaType, String sha256) {

    @Override
    public String toString() {
        return "[redacted]";
    }
}
