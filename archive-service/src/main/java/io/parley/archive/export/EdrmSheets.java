package io.parley.archive.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// For review tools: the mails of [EmlSheets] as documents, and per conversation an EDRM XML load file that names them
/// with their hashes, people and threads. See docs/schemas/edrm-export.xsd.
final class EdrmSheets implements Sheets {

    private final ExportZip zip;
    private final List<EmlSheets.Mail> mails = new ArrayList<>();
    private final EmlSheets documents;

    EdrmSheets(ExportZip zip, AttachmentBytes files) {
        this.zip = zip;
        this.documents = new EmlSheets(zip, files, mails::add);
    }

    @Override
    public Sheet begin(Talk talk) {
        mails.clear();
        Sheet written = documents.begin(talk);
        return new Sheet() {
            @Override
            public void add(Entry entry) throws IOException {
                written.add(entry);
            }

            @Override
            public void end() throws IOException {
                written.end();
                loadFile(talk);
            }
        };
    }

    private void loadFile(Talk talk) throws IOException {
        try (var out = new XmlOut(zip.entry(talk.file(".edrm.xml")))) {
            out.begin("Root", Map.of("DataInterchangeType", "Update", "MajorVersion", "1", "MinorVersion", "2"))
                    .begin("Batch", Map.of("name", talk.id().toString()))
                    .begin("Documents");
            for (EmlSheets.Mail mail : mails) {
                document(mail, talk, out);
                mail.files().forEach(file -> document(file, mail, out));
            }
            out.end().begin("Relationships");
            for (int i = 1; i < mails.size(); i++) {
                relationship("Thread", mails.get(i - 1).id(), mails.get(i).id(), out);
            }
            for (EmlSheets.Mail mail : mails) {
                mail.files().forEach(file -> relationship("Attachment", mail.id(), id(file), out));
            }
        }
    }

    private static void relationship(String type, String parent, String child, XmlOut out) {
        out.empty("Relationship", attributes("Type", type, "ParentDocID", parent, "ChildDocID", child));
    }

    /// Each file by itself, beside the mail that it came with.
    private static void document(Attachment file, EmlSheets.Mail mail, XmlOut out) {
        out.begin(
                "Document",
                attributes(
                        "DocID",
                        id(file),
                        "DocType",
                        "File",
                        "MimeType",
                        Objects.requireNonNull(file.file().mediaType())));
        out.begin("Tags");
        tag("#FileName", "Text", Objects.requireNonNull(file.file().name()), out);
        tag("RecordID", "Text", file.record().toString(), out);
        tag("ParentMail", "Text", mail.id(), out);
        out.end().begin("Files").begin("File", Map.of("FileType", "Native"));
        external(file.place(), file.size(), file.sha256(), out);
        out.end().end().begin("Locations").end().end();
    }

    private static String id(Attachment file) {
        return file.record() + "." + file.file().number();
    }

    private static void external(String path, long size, String sha256, XmlOut out) {
        out.empty(
                "ExternalFile",
                attributes(
                        "FilePath",
                        path.substring(0, path.lastIndexOf('/')),
                        "FileName",
                        path.substring(path.lastIndexOf('/') + 1),
                        "FileSize",
                        Long.toString(size),
                        "Hash",
                        sha256,
                        "HashType",
                        "SHA-256"));
    }

    private static void document(EmlSheets.Mail mail, Talk talk, XmlOut out) {
        ExportZip.Written file = mail.file();
        out.begin("Document", attributes("DocID", mail.id(), "DocType", "Message", "MimeType", "message/rfc822"));
        out.begin("Tags");
        tag("#Subject", "Text", mail.subject(), out);
        tag("#DateSent", "DateTime", Times.iso(mail.at()), out);
        tag("DateSent_ms", "LongInteger", Long.toString(mail.at().toEpochMilli()), out);
        tag("ConversationID", "Text", talk.id().toString(), out);
        tag("Entries", "LongInteger", Long.toString(mail.entries()), out);
        mail.senders().forEach(person -> tag("#From", "Text", person.shown() + " <" + talk.address(person) + ">", out));
        out.end().begin("Files").begin("File", Map.of("FileType", "Native"));
        external(file.name(), file.size(), file.sha256(), out);
        out.end().end().begin("Locations");
        mail.senders()
                .forEach(person -> out.begin("Location")
                        .element("Custodian", person.id().toString())
                        .end());
        out.end().end();
    }

    private static void tag(String name, String type, String value, XmlOut out) {
        out.empty("Tag", attributes("TagName", name, "TagValue", value, "TagDataType", type));
    }

    private static Map<String, String> attributes(String... namesAndValues) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return attributes;
    }
}
