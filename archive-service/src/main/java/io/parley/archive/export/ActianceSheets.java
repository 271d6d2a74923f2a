package io.parley.archive.export;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// One Actiance XML file per conversation, with the element names that Mattermost's compliance export made known.
/// `…UTC` are epoch milliseconds, as there; each has an ISO 8601 twin. See docs/schemas/actiance-export.xsd.
final class ActianceSheets implements Sheets {

    private final ExportZip zip;

    ActianceSheets(ExportZip zip) {
        this.zip = zip;
    }

    @Override
    public Sheet begin(Talk talk) throws IOException {
        var out = new XmlOut(zip.entry(talk.file(".actiance.xml")));
        out.begin("FileDump")
                .begin("Conversation", Map.of("Perspective", "group - " + talk.id()))
                .element("RoomID", talk.id().toString());
        time(out, "StartTime", talk.firstAt());
        return new Events(talk, out);
    }

    private static void time(XmlOut out, String name, Instant at) {
        out.element(name + "UTC", Long.toString(at.toEpochMilli())).element(name + "ISO8601", Times.iso(at));
    }

    private record Events(Talk talk, XmlOut out) implements Sheet {

        @Override
        public void add(Entry entry) {
            switch (entry) {
                case Entry.Entered entered -> participant("ParticipantEntered", entered.person(), entry);
                case Entry.Left left -> participant("ParticipantLeft", left.person(), entry);
                case Entry.Version version -> message(version);
                case Entry.Recall recall -> recall(recall);
                case Entry.Receipt receipt -> {}
                case Entry.Reaction reaction -> {
                    out.begin("Reaction")
                            .element("MessageId", reaction.message().toString());
                    said(reaction);
                    out.element("Removed", Boolean.toString(reaction.removed()));
                    sign(reaction);
                }
                case Entry.Title title -> {
                    out.begin("Title");
                    said(title);
                    sign(title);
                }
            }
        }

        private void participant(String name, Somebody person, Entry entry) {
            out.begin(name);
            person(person);
            time(out, "DateTime", entry.at());
            out.element("CorporateEmailID", talk.address(person)).end();
        }

        private void person(Somebody person) {
            out.element("LoginName", person.userName())
                    .element("PersonID", person.id().toString())
                    .element("DisplayName", person.name())
                    .element("UserType", person.isBot() ? "bot" : "user");
        }

        private void message(Entry.Version version) {
            out.begin("Message").element("MessageId", version.message().toString());
            said(version);
            if (version.edit()) {
                out.element("UpdatedType", "EditedNewMsg")
                        .element("EditedOriginalMsgId", version.message().toString());
            }
            Words words = version.words();
            out.element("ContentType", version.type());
            if (words == null) {
                out.element("Erased", "true");
            } else {
                out.element("Content", words.described());
            }
            out.end();
            version.files().forEach(file -> transfer(version, file));
        }

        /// Begun and ended at once, as in Mattermost's form; `Status` says where there is no file.
        private void transfer(Entry.Version version, Attachment file) {
            transferred("FileTransferStarted", version, file);
            out.end();
            transferred("FileTransferEnded", version, file);
            out.element("Status", file.isThere() ? "Completed" : file.standing())
                    .end();
        }

        private void transferred(String what, Entry.Version version, Attachment file) {
            out.begin(what);
            person(version.sender());
            time(out, "DateTime", version.at());
            out.element("RecordId", version.record().toString())
                    .element(
                            "UserFileName",
                            file.isThere() ? Objects.requireNonNull(file.file().name()) : "")
                    .element("FileName", file.isThere() ? file.place() : "");
        }

        private void said(Entry.Kept kept) {
            person(kept.sender());
            time(out, "DateTime", kept.at());
            out.element("Sequence", Long.toString(kept.seq()))
                    .element("RecordId", kept.record().toString());
        }

        private void sign(Entry.Kept kept) {
            Words words = kept.words();
            if (words == null) {
                out.element("Erased", "true");
            } else {
                out.element("Content", words.sign());
            }
            out.end();
        }

        private void recall(Entry.Recall recall) {
            out.begin("MessageUpdated").element("MessageId", recall.message().toString());
            time(out, "UpdatedDateTime", recall.at());
            out.element("Sequence", Long.toString(recall.seq()))
                    .element("UpdatedType", "Deleted")
                    .end();
        }

        @Override
        public void end() throws IOException {
            time(out, "EndTime", talk.lastAt());
            out.close();
        }
    }
}
