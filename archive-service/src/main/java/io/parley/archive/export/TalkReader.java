package io.parley.archive.export;

import io.parley.archive.file.ArchivedFile;
import io.parley.archive.file.ArchivedFiles;
import io.parley.archive.grant.GrantScope;
import io.parley.archive.seal.Salt;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.region.ParleyProperties;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads conversations out of a snapshot, opened and in order, with the names of the day.
@Component
class TalkReader {

    private static final int AT_ONCE = 500;

    private final DataKeys keys;
    private final PersonDirectory people;
    private final ArchivedFiles files;
    private final String region;

    TalkReader(DataKeys keys, PersonDirectory people, ArchivedFiles files, ParleyProperties parley) {
        this.keys = keys;
        this.files = files;
        this.people = people;
        this.region = parley.region();
    }

    /// Gets the entries of a conversation, and the keys that opened them with whose they are.
    interface Reader {

        void add(Entry entry);

        void opened(KeyId key, PersonId author);
    }

    Talk talk(ConversationId id, Snapshot.Account account, List<Snapshot.Stay> stays) {
        Map<PersonId, Somebody> participants = new LinkedHashMap<>();
        stays.forEach(stay -> participants.computeIfAbsent(stay.person(), this::somebody));
        return new Talk(
                id,
                region,
                account.firstSeq(),
                account.lastSeq(),
                account.firstAt(),
                account.lastAt(),
                List.copyOf(participants.values()));
    }

    void read(Snapshot snapshot, GrantScope scope, Talk talk, List<Snapshot.Stay> stays, Reader reader) {
        var pass = new Pass(snapshot, talk, comings(talk, stays), reader);
        snapshot.rows(talk.id(), scope, pass::take);
        pass.end();
        snapshot.receipts(talk.id(), scope, pass::receipt);
    }

    /// Who came before the first number is told of first, with the time at which they came.
    private List<Entry> comings(Talk talk, List<Snapshot.Stay> stays) {
        List<Entry> comings = new ArrayList<>();
        for (Snapshot.Stay stay : stays) {
            Somebody person = somebody(stay.person());
            comings.add(new Entry.Entered(stay.fromSeq(), stay.enteredAt(), person));
            if (stay.toSeq() != null && stay.toSeq() <= talk.lastSeq() && stay.leftAt() != null) {
                comings.add(new Entry.Left(stay.toSeq(), stay.leftAt(), person));
            }
        }
        comings.sort(Comparator.comparingLong(Entry::seq));
        return comings;
    }

    private Somebody somebody(PersonId id) {
        return people.find(id)
                .filter(person -> !person.deleted())
                .map(Somebody::of)
                .orElseGet(() -> Somebody.unknown(id));
    }

    /// One way through a conversation, some rows at a time.
    private final class Pass {

        private final Snapshot snapshot;
        private final Talk talk;
        private final List<Entry> comings;
        private final Reader reader;
        private final List<Snapshot.Row> rows = new ArrayList<>(AT_ONCE);
        private final Map<PersonId, Somebody> senders = new HashMap<>();
        private Map<UUID, List<ArchivedFile>> named = Map.of();
        private int told;

        Pass(Snapshot snapshot, Talk talk, List<Entry> comings, Reader reader) {
            this.snapshot = snapshot;
            this.talk = talk;
            this.comings = comings;
            this.reader = reader;
        }

        void take(Snapshot.Row row) {
            rows.add(row);
            if (rows.size() == AT_ONCE) {
                flush();
            }
        }

        void end() {
            flush();
            tell(Long.MAX_VALUE);
        }

        void receipt(Snapshot.Mark mark) {
            Somebody person = senders.computeIfAbsent(mark.person(), TalkReader.this::somebody);
            reader.add(new Entry.Receipt(mark.delivered(), mark.at(), person, mark.read()));
        }

        private void flush() {
            Map<KeyId, DataKey> found = lookup();
            named = files.of(snapshot.connection(), versions());
            for (Snapshot.Row row : rows) {
                tell(row.seq());
                entry(row, found);
            }
            rows.stream()
                    .map(Snapshot.Row::version)
                    .filter(version -> version != null && found.containsKey(version.key()))
                    .forEach(version -> reader.opened(version.key(), version.sender()));
            rows.clear();
        }

        private Map<KeyId, DataKey> lookup() {
            var wanted = rows.stream()
                    .map(Snapshot.Row::version)
                    .filter(Objects::nonNull)
                    .map(Snapshot.Sealed::key)
                    .collect(Collectors.toSet());
            return wanted.isEmpty() ? Map.of() : keys.lookup(wanted);
        }

        private List<UUID> versions() {
            return rows.stream()
                    .map(Snapshot.Row::version)
                    .filter(Objects::nonNull)
                    .map(Snapshot.Sealed::record)
                    .toList();
        }

        private void tell(long upTo) {
            for (; told < comings.size() && comings.get(told).seq() <= upTo; told++) {
                reader.add(comings.get(told));
            }
        }

        private void entry(Snapshot.Row row, Map<KeyId, DataKey> found) {
            Snapshot.Sealed version = row.version();
            if (version != null) {
                reader.add(kept(row, version, words(version, found.get(version.key()))));
            } else if (row.recalls() != null) {
                reader.add(new Entry.Recall(row.seq(), row.at(), row.recalls()));
            }
        }

        private Entry kept(Snapshot.Row row, Snapshot.Sealed sealed, @Nullable Words words) {
            Somebody sender = senders.computeIfAbsent(sealed.sender(), TalkReader.this::somebody);
            UUID record = sealed.record();
            byte[] commitment = sealed.commitment();
            return switch (sealed.kind()) {
                case "content" ->
                    new Entry.Version(
                            row.seq(),
                            row.at(),
                            record,
                            sealed.message(),
                            sealed.edit(),
                            sealed.type(),
                            sender,
                            commitment,
                            words,
                            attachments(record));
                case "titled" -> new Entry.Title(row.seq(), row.at(), record, sender, commitment, words);
                case "reacted", "unreacted" ->
                    new Entry.Reaction(
                            row.seq(),
                            row.at(),
                            record,
                            sealed.message(),
                            sealed.kind().equals("unreacted"),
                            sender,
                            commitment,
                            words);
                default -> throw new ExportFailure(ExportFailure.RECORD_CHANGED);
            };
        }

        private List<Attachment> attachments(UUID record) {
            return named.getOrDefault(record, List.of()).stream()
                    .map(file -> new Attachment(record, file))
                    .toList();
        }

        private @Nullable Words words(Snapshot.Sealed version, @Nullable DataKey key) {
            if (key == null) {
                return null;
            }
            byte[] content = key.open(version.bytes(), ContentAad.of(version.record(), talk.id(), version.region()));
            byte[] committed = RecordProof.commitment(Salt.of(key, version.record()), content);
            if (!Arrays.equals(committed, version.commitment())) {
                throw new ExportFailure(ExportFailure.RECORD_CHANGED);
            }
            return Words.of(content);
        }
    }
}
