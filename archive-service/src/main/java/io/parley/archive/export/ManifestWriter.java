package io.parley.archive.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.archive.officer.Scope;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.signing.NoteKey;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Writes and signs `manifest.json`. The signed text is a checkpoint (C2SP tlog-checkpoint) over the records, whose
/// fourth line is the manifest's SHA-256.
@Component
class ManifestWriter {

    private static final Map<String, String> NOTES = Map.of(
            "attachments",
                    "the bytes of each file are in files/, by record; where a file is not there, its state says why",
            "receipts", "how far each had come, after the other entries; in json and csv only",
            "names",
                    "as the people registry had them when the export was built; all with their times in participants.csv",
            "times", "UTC, ISO 8601, and epoch milliseconds where a name ends in _ms",
            "text", "characters that a format cannot carry are replaced by U+FFFD",
            "csv", "a cell that begins with = + - @ tab or carriage return is led by an apostrophe",
            "versions", "an edit names the message that it edits; a recall hides nothing");

    private final NoteKey key;
    private final String region;
    private final JsonMapper json;

    ManifestWriter(NoteKey key, ParleyProperties parley, JsonMapper json) {
        this.key = key;
        this.region = parley.region();
        this.json = json;
    }

    /// @param note the signature, with the text that it signs
    record Signed(byte[] json, byte[] note) {

        byte[] sha256() {
            return Digests.sha256().digest(json);
        }
    }

    record Manifest(
            String schema,
            UUID exportId,
            String region,
            Instant createdAt,
            long createdAt_ms,
            String format,
            UUID grantId,
            String purpose,
            String caseRef,
            UUID requestedBy,
            @Nullable UUID approvedBy,
            Scope scope,
            Map<String, String> notes,
            Sums counts,
            Merkle merkle,
            List<ExportZip.Written> files,
            List<FileOf> attachments,
            List<Conversation> conversations,
            String verifierKey) {}

    /// A file of an exported version.
    ///
    /// @param state `archived`: it lies at `path`; otherwise why it does not
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FileOf(
            UUID recordId,
            UUID fileId,
            String state,
            @Nullable String path,
            @Nullable Long size,
            @Nullable String sha256) {

        static FileOf of(Attachment named) {
            return new FileOf(
                    named.record(),
                    named.file().fileId(),
                    named.standing(),
                    named.path(),
                    named.isThere() ? named.size() : null,
                    named.isThere() ? named.sha256() : null);
        }
    }

    record Sums(
            int conversations,
            long messages,
            long edits,
            long erased,
            long recalls,
            long reactions,
            long titles,
            long receipts,
            long purged,
            Map<String, Long> withheld,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> files) {}

    /// @param hash how leaves become the root
    record Merkle(String hash, String list, long leaves, String root) {}

    record Conversation(
            UUID conversationId,
            long firstSeq,
            long lastSeq,
            long versions,
            long edits,
            long erased,
            long recalls,
            long reactions,
            long titles,
            long receipts,
            long purged,
            long membership,
            Map<String, Long> withheld) {

        static Conversation of(Counts found) {
            Snapshot.Account account = found.account();
            return new Conversation(
                    found.conversation().value(),
                    account.firstSeq(),
                    account.lastSeq(),
                    found.versions(),
                    found.edits(),
                    found.erased(),
                    found.recalls(),
                    found.reactions(),
                    found.titles(),
                    found.receipts(),
                    account.purged(),
                    account.membership(),
                    account.withheld());
        }
    }

    Signed write(
            Export build,
            Instant at,
            List<Counts> counts,
            List<Attachment> named,
            List<ExportZip.Written> files,
            RecordList records) {
        byte[] bytes = json.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(manifest(build, at, counts, named, files, records));
        String text = "%s\n%d\n%s\nmanifest.json sha256 %s\n"
                .formatted(
                        key.name(),
                        records.size(),
                        records.root(),
                        HexFormat.of().formatHex(Digests.sha256().digest(bytes)));
        try {
            return new Signed(bytes, key.sign(text).getBytes(UTF_8));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("export: not signed", broken);
        }
    }

    private Manifest manifest(
            Export build,
            Instant at,
            List<Counts> counts,
            List<Attachment> named,
            List<ExportZip.Written> files,
            RecordList records) {
        Export.Decision decision = build.decision();
        return new Manifest(
                "parley-export/1",
                build.id().value(),
                region,
                at,
                at.toEpochMilli(),
                build.format().code(),
                build.grant(),
                build.purpose(),
                build.caseRef(),
                build.requester().value(),
                decision == null ? null : decision.by().value(),
                Scope.of(
                        build.scope().persons(),
                        build.scope().conversations(),
                        null,
                        build.scope().from(),
                        build.scope().to()),
                NOTES,
                sums(counts, named),
                new Merkle("SHA-256, RFC 9162 section 2.1", RecordList.FILE, records.size(), records.root()),
                files,
                named.stream().map(FileOf::of).toList(),
                counts.stream().map(Conversation::of).toList(),
                key.verifierKey());
    }

    private static Sums sums(List<Counts> counts, List<Attachment> named) {
        return new Sums(
                counts.size(),
                counts.stream().mapToLong(Counts::messages).sum(),
                counts.stream().mapToLong(Counts::edits).sum(),
                counts.stream().mapToLong(Counts::erased).sum(),
                counts.stream().mapToLong(Counts::recalls).sum(),
                counts.stream().mapToLong(Counts::reactions).sum(),
                counts.stream().mapToLong(Counts::titles).sum(),
                counts.stream().mapToLong(Counts::receipts).sum(),
                counts.stream().mapToLong(found -> found.account().purged()).sum(),
                counts.stream()
                        .flatMap(found -> found.withheld().entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum)),
                named.stream()
                        .collect(Collectors.groupingBy(Attachment::standing, TreeMap::new, Collectors.counting())));
    }
}
