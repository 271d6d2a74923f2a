package io.parley.archive.export;

import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// What a mail says and carries: its entries as text and HTML, and the files that were sent, as attachments. Files are
/// written through, never held.
record MailParts(MailBody body, List<Attachment> attached, AttachmentBytes files) {

    MimeMultipart content() throws MessagingException {
        var said = new MimeMultipart("alternative", text(body.text(), "plain"), text(body.html(), "html"));
        if (attached.isEmpty()) {
            return said;
        }
        var first = new MimeBodyPart();
        first.setContent(said);
        var all = new MimeMultipart("mixed", first);
        for (Attachment file : attached) {
            all.addBodyPart(part(file));
        }
        return all;
    }

    private static MimeBodyPart text(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    /// Always as bytes: what a file claims to be shall not be opened by a reader on its own.
    private MimeBodyPart part(Attachment file) throws MessagingException {
        var part = new MimeBodyPart();
        part.setDataHandler(new Bytes(file, files));
        part.setHeader("Content-Type", "application/octet-stream");
        part.setHeader("Content-Transfer-Encoding", "base64");
        part.setHeader("Content-Disposition", disposition(file.safeName()));
        part.setHeader("X-Parley-Record", file.record().toString());
        part.setHeader("X-Parley-File", file.file().fileId().toString());
        return part;
    }

    /// RFC 2231.
    private static String disposition(String name) {
        var parameters = new ParameterList();
        parameters.set("filename", name, "UTF-8");
        return "attachment" + parameters.toString("Content-Disposition: attachment".length());
    }

    /// Told to write, it writes straight from the store.
    private static final class Bytes extends DataHandler {

        private final Attachment file;
        private final AttachmentBytes files;

        Bytes(Attachment file, AttachmentBytes files) {
            super(new Nothing(file.safeName()));
            this.file = file;
            this.files = files;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            files.copy(file, out);
        }
    }

    /// Nobody reads from it: the handler writes by itself.
    private record Nothing(String name) implements DataSource {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            throw new IOException("file: is written, not read");
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            throw new IOException("file: cannot be written to");
        }

        @Override
        public String getContentType() {
            return "application/octet-stream";
        }
    }
}
