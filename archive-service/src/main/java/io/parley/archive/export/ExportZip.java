package io.parley.archive.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The zip of one export. Remembers of each file what the manifest must say.
final class ExportZip implements AutoCloseable {

    /// What it remembers stays far below the memory of a service.
    static final int MOST_FILES = 100_000;

    private final ZipOutputStream zip;
    private final FileTime at;
    private final List<Written> files = new ArrayList<>();

    record Written(String name, long size, String sha256) {}

    ExportZip(OutputStream out, Instant at) {
        this.zip = new ZipOutputStream(out);
        this.at = FileTime.from(at);
    }

    /// The caller closes the stream before it asks for the next.
    OutputStream entry(String name) throws IOException {
        if (files.size() >= MOST_FILES) {
            throw new ExportFailure(ExportFailure.TOO_MANY_FILES);
        }
        return new Part(name, open(name));
    }

    /// A file that speaks of the others and is not spoken of.
    void last(String name, byte[] content) throws IOException {
        try (OutputStream out = open(name)) {
            out.write(content);
        }
    }

    List<Written> files() {
        return List.copyOf(files);
    }

    Written latest() {
        return files.getLast();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private OutputStream open(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setLastModifiedTime(at);
        zip.putNextEntry(entry);
        return new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int from, int count) throws IOException {
                zip.write(bytes, from, count);
            }

            @Override
            public void flush() {
                // Deflating in small pieces helps nobody.
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    private final class Part extends MeasuredOutput {

        private final String name;

        Part(String name, OutputStream out) {
            super(out);
            this.name = name;
        }

        @Override
        public void close() throws IOException {
            super.close();
            files.add(new Written(name, size(), HexFormat.of().formatHex(sha256())));
        }
    }
}
