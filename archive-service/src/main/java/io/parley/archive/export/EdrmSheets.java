package io.parley.archive.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// For review tools: the mails of [EmlSheets] as documents, and per conversation an EDRM XML load file that names them
/// with their hashes, people and threads. See docs/schemas/edrm-export.xsd.
final class EdrmSheets implements Sheets {

    private final ExportZip zip;
    private final List<EmlSheets.Mail> mails = new ArrayList<>();
    private final EmlSheets documents;

    EdrmSheets(ExportZip zip) {
        this.zip = zip;
        this.documents = new EmlSheets(zip, mails::add);
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
            mails.forEach(mail -> document(mail, talk, out));
            out.end().begin("Relationships");
            for (int i = 1; i < mails.size(); i++) {
                out.empty(
                        "Relationship",
                        Map.of(
                                "Type",
                                "Thread",
                                "ParentDocID",
                                mails.get(i - 1).id(),
                                "ChildDocID",
                                mails.get(i).id()));
            }
        }
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
        out.empty(
                "ExternalFile",
                attributes(
                        "FilePath",
                        file.name().substring(0, file.name().lastIndexOf('/')),
                        "FileName",
                        file.name().substring(file.name().lastIndexOf('/') + 1),
                        "FileSize",
                        Long.toString(file.size()),
                        "Hash",
                        file.sha256(),
                        "HashType",
                        "SHA-256"));
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
