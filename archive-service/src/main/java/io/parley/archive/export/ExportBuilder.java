package io.parley.archive.export;

import io.parley.archive.grant.GrantScope;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Builds one export from one snapshot. What it holds in memory does not grow with the number of records.
@Component
class ExportBuilder {

    private static final int MOST_DIFFERENCES = 100;

    private final ExportVault vault;
    private final ExportChunks chunks;
    private final TalkReader talks;
    private final ExportPulse pulse;
    private final ManifestWriter manifests;
    private final Annexes annexes;

    ExportBuilder(
            ExportVault vault,
            ExportChunks chunks,
            TalkReader talks,
            ExportPulse pulse,
            ManifestWriter manifests,
            Annexes annexes) {
        this.vault = vault;
        this.chunks = chunks;
        this.talks = talks;
        this.pulse = pulse;
        this.manifests = manifests;
        this.annexes = annexes;
    }

    /// @throws ExportFailure when it must not or cannot be had
    Export.Result build(Export build, Snapshot snapshot) throws IOException {
        List<ConversationId> conversations = snapshot.conversations(build.scope());
        ExportPulse.Beats beats = pulse.start(build, snapshot.total(conversations, build.scope()));
        return new Run(build, snapshot, beats).over(conversations);
    }

    /// Nothing is closed when it fails: what was written then is dropped, and its end must not look like an end.
    private final class Run {

        private final Export build;
        private final GrantScope scope;
        private final Snapshot snapshot;
        private final ExportPulse.Beats beats;
        private final ExportCipher cipher;
        private final Instant at = pulse.time();
        private final MeasuredOutput out;
        private final ExportZip zip;
        private final Sheets sheets;
        private final RecordList records;
        private final List<Counts> counts = new ArrayList<>();
        private final List<ExportFailure.Difference> differences = new ArrayList<>();
        private final List<Attachment> named = new ArrayList<>();
        private final Map<KeyId, PersonId> keys = new HashMap<>();
        private final Map<PersonId, Somebody> people = new LinkedHashMap<>();

        Run(Export build, Snapshot snapshot, ExportPulse.Beats beats) throws IOException {
            this.build = build;
            this.scope = build.scope();
            this.snapshot = snapshot;
            this.beats = beats;
            this.cipher = vault.begin(build);
            this.out = new MeasuredOutput(cipher.encrypting(chunks.writing(build, ExportVault.ZIP), ExportVault.ZIP));
            this.zip = new ExportZip(out, at);
            this.sheets = build.format().into(zip, annexes.bytes());
            this.records =
                    new RecordList(cipher.encrypting(chunks.writing(build, ExportVault.RECORDS), ExportVault.RECORDS));
        }

        Export.Result over(List<ConversationId> conversations) throws IOException {
            for (ConversationId conversation : conversations) {
                beats.at(records.size());
                Snapshot.Account account = snapshot.account(conversation, scope);
                if (account != null) {
                    reconcile(talk(conversation, account));
                }
            }
            if (!differences.isEmpty()) {
                throw new ExportFailure(ExportFailure.COUNTS_DIFFER, differences);
            }
            return end();
        }

        private Counts talk(ConversationId conversation, Snapshot.Account account) throws IOException {
            List<Snapshot.Stay> stays = snapshot.stays(conversation, account);
            Talk talk = talks.talk(conversation, account, stays);
            talk.participants().forEach(person -> people.putIfAbsent(person.id(), person));
            var counter = new Counter(talk, account.archived() == 0 ? null : sheets.begin(talk));
            talks.read(snapshot, scope, talk, stays, counter);
            Counts found = counter.end(account);
            files(counter.files);
            return found;
        }

        /// After the conversation: a zip takes one file at a time.
        private void files(List<Attachment> files) throws IOException {
            if (named.size() + files.size() > ExportZip.MOST_FILES) {
                throw new ExportFailure(ExportFailure.TOO_MANY_FILES);
            }
            named.addAll(files);
            for (Attachment file : files) {
                if (file.isThere()) {
                    annexes.file(file, zip);
                    beats.at(records.size());
                }
            }
        }

        private void reconcile(Counts found) {
            if (counts.size() >= ExportZip.MOST_FILES) {
                throw new ExportFailure(ExportFailure.TOO_MANY_FILES);
            }
            counts.add(found);
            Snapshot.Account account = found.account();
            long surplus = snapshot.surplus(found.conversation(), scope);
            long missing = snapshot.missing(found.conversation(), account);
            boolean differs = found.found() != account.archived() || surplus != 0 || missing != 0;
            if (differs && differences.size() < MOST_DIFFERENCES) {
                differences.add(new ExportFailure.Difference(
                        found.conversation().value(),
                        account.archived(),
                        found.found(),
                        Math.max(0, surplus),
                        missing));
            }
        }

        private Export.Result end() throws IOException {
            records.close();
            try (InputStream list = cipher.decrypting(chunks.reading(build, ExportVault.RECORDS), ExportVault.RECORDS);
                    OutputStream file = zip.entry(RecordList.FILE)) {
                list.transferTo(file);
            }
            chunks.drop(build, ExportVault.RECORDS);
            annexes.names(people.values(), zip);
            ManifestWriter.Signed manifest = manifests.write(build, at, counts, named, zip.files(), records);
            zip.last("manifest.json", manifest.json());
            zip.last("manifest.json.sig", manifest.note());
            zip.close();
            chunks.keys(build, keys);
            beats.now(records.size());
            return new Export.Result(records.size(), counts.size(), out.size(), out.sha256(), manifest.sha256());
        }

        /// Writes entries and counts them.
        private final class Counter implements TalkReader.Reader {

            private final Talk talk;
            private final Sheets.@Nullable Sheet sheet;
            private final List<Attachment> files = new ArrayList<>();
            private long messages;
            private long edits;
            private long erased;
            private long recalls;
            private long reactions;
            private long titles;
            private long receipts;

            Counter(Talk talk, Sheets.@Nullable Sheet sheet) {
                this.talk = talk;
                this.sheet = sheet;
            }

            @Override
            public void add(Entry entry) {
                try {
                    if (sheet != null) {
                        sheet.add(entry);
                    }
                    records.add(talk.id(), entry);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                count(entry);
                if (entry instanceof Entry.Version version) {
                    files.addAll(version.files());
                }
            }

            private void count(Entry entry) {
                switch (entry) {
                    case Entry.Kept kept when kept.words() == null -> erased++;
                    case Entry.Version version when version.edit() -> edits++;
                    case Entry.Version version -> messages++;
                    case Entry.Reaction reaction -> reactions++;
                    case Entry.Title title -> titles++;
                    case Entry.Receipt receipt -> receipts++;
                    case Entry.Recall recall -> recalls++;
                    case Entry.Entered entered -> {}
                    case Entry.Left left -> {}
                }
            }

            @Override
            public void opened(KeyId key, PersonId author) {
                keys.put(key, author);
                beats.at(records.size());
            }

            Counts end(Snapshot.Account account) throws IOException {
                if (sheet != null) {
                    sheet.end();
                }
                return new Counts(talk.id(), account, messages, edits, erased, recalls, reactions, titles, receipts);
            }
        }
    }
}
