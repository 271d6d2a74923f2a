package io.parley.archive.export;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One mail per conversation and UTC day, each answering the one before. Receipts are not in it. A day that is too long
/// for a mail goes on in the next.
final class EmlSheets implements Sheets {

    /// Of text; a mail of it is a few times as long.
    private static final int MOST_CHARS = 1 << 20;

    /// Of attached files, all together: many servers and readers take no longer mails. Those beyond are named with
    /// their
    /// place in the zip.
    private static final long MOST_ATTACHED = 20 << 20;

    private final ExportZip zip;
    private final AttachmentBytes files;
    private final Consumer<Mail> written;

    EmlSheets(ExportZip zip, AttachmentBytes files, Consumer<Mail> written) {
        this.zip = zip;
        this.files = files;
        this.written = written;
    }

    /// A mail that was written.
    ///
    /// @param id its Message-ID without the brackets
    record Mail(
            String id,
            String subject,
            Instant at,
            int entries,
            Collection<Somebody> senders,
            ExportZip.Written file,
            List<Attachment> files) {}

    @Override
    public Sheet begin(Talk talk) {
        return new Days(talk);
    }

    private final class Days implements Sheet {

        private final Talk talk;
        private final MailThread thread;
        private @Nullable Day day;

        Days(Talk talk) {
            this.talk = talk;
            this.thread = new MailThread(talk);
        }

        @Override
        public void add(Entry entry) throws IOException {
            if (entry instanceof Entry.Receipt) {
                return;
            }
            LocalDate date = LocalDate.ofInstant(entry.at(), ZoneOffset.UTC);
            if (day != null && (!day.date.equals(date) || day.body.length() > MOST_CHARS)) {
                end();
            }
            if (day == null) {
                day = new Day(date);
            }
            day.add(entry);
        }

        @Override
        public void end() throws IOException {
            if (day != null) {
                write(day);
                day = null;
            }
        }

        private void write(Day full) throws IOException {
            DayMail mail = thread.next(full);
            try (OutputStream out = zip.entry(talk.file("/" + mail.name() + ".eml"))) {
                mail.writeTo(out);
            }
            written.accept(new Mail(
                    mail.id(), mail.subject(), full.at, full.entries, full.senders.values(), zip.latest(), full.files));
        }
    }

    private static final class Day {

        private final LocalDate date;
        private final MailBody body = new MailBody();
        private final Map<String, Somebody> senders = new LinkedHashMap<>();
        private final List<Attachment> files = new ArrayList<>();
        private Instant at = Instant.EPOCH;
        private int entries;

        Day(LocalDate date) {
            this.date = date;
        }

        void add(Entry entry) {
            body.add(entry);
            at = entry.at();
            entries++;
            if (entry instanceof Entry.Version version) {
                version.files().stream().filter(Attachment::isThere).forEach(files::add);
                senders.put(version.sender().id().toString(), version.sender());
            }
        }
    }

    private static List<Attachment> attached(Day full) {
        List<Attachment> attached = new ArrayList<>();
        long left = MOST_ATTACHED;
        for (Attachment file : full.files) {
            if (file.size() <= left) {
                left -= file.size();
                attached.add(file);
            }
        }
        return attached;
    }

    /// Names the mails of one conversation, so that each answers the one before it.
    private final class MailThread {

        private final Talk talk;
        private @Nullable String first;
        private @Nullable String previous;
        private @Nullable LocalDate date;
        private int part;

        MailThread(Talk talk) {
            this.talk = talk;
        }

        DayMail next(Day full) {
            LocalDate day = full.date;
            part = day.equals(date) ? part + 1 : 1;
            date = day;
            String name = part == 1 ? day.toString() : day + "-" + part;
            var parts = new MailParts(full.body, attached(full), files);
            var mail = new DayMail(talk, name, full.at, full.senders.values(), parts, first, previous);
            previous = mail.id();
            first = first == null ? previous : first;
            return mail;
        }
    }
}
