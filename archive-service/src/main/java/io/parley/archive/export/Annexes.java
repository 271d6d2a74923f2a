package io.parley.archive.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import org.springframework.stereotype.Component;

/// What lies in an export beside its conversations: the files that were sent, and what people were called.
@Component
class Annexes {

    private final Attachments attachments;
    private final ParticipantNames names;

    Annexes(Attachments attachments, ParticipantNames names) {
        this.attachments = attachments;
        this.names = names;
    }

    AttachmentBytes bytes() {
        return attachments;
    }

    void file(Attachment file, ExportZip zip) throws IOException {
        try (OutputStream out = zip.entry(file.place())) {
            attachments.copy(file, out);
        }
    }

    void names(Collection<Somebody> people, ExportZip zip) throws IOException {
        try (OutputStream out = zip.entry(ParticipantNames.FILE)) {
            names.write(people, out);
        }
    }
}
