package io.parley.message.file;

import io.parley.platform.problem.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.tomcat.util.http.fileupload.FileItemIterator;
import org.apache.tomcat.util.http.fileupload.FileItemStream;
import org.apache.tomcat.util.http.fileupload.FileUpload;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.apache.tomcat.util.http.fileupload.UploadContext;

/// The part `file` of a multipart body (RFC 7578), read as it comes: the servlet's own parts would lie on the disk in
/// clear before anybody could encrypt them.
record IncomingFile(About about, InputStream content) {

    private static final String FIELD = "file";
    private static final String ANY = "application/octet-stream";

    static IncomingFile of(HttpServletRequest request) throws IOException {
        var upload = new FileUpload();
        upload.setHeaderEncoding(StandardCharsets.UTF_8.name());
        FileItemIterator items = upload.getItemIterator(new Body(request));
        while (items.hasNext()) {
            FileItemStream item = items.next();
            if (FIELD.equals(item.getFieldName()) && !item.isFormField()) {
                return new IncomingFile(
                        About.of(name(item), Objects.requireNonNullElse(item.getContentType(), ANY), null),
                        item.openStream());
            }
        }
        throw DomainException.invalid(FIELD, "a part of this name with a file name");
    }

    private static String name(FileItemStream item) {
        try {
            return item.getName();
        } catch (InvalidFileNameException zeroInside) {
            throw DomainException.invalid("name", "printable");
        }
    }

    private record Body(HttpServletRequest request) implements UploadContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return request.getContentType();
        }

        @Override
        public long contentLength() {
            return request.getContentLengthLong();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return request.getInputStream();
        }
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
