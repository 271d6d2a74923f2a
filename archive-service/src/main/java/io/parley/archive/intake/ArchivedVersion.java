package io.parley.archive.intake;

import io.parley.archive.file.NamedFile;
import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What was judged worth keeping, sealed under its author's archive key, with the tokens of its words.
///
/// @param commitment SHA-256(salt ‖ content): proves the content to whoever is given both, and says nothing without
record ArchivedVersion(
        UUID recordId, Judged judged, String contentType, KeyId key, byte[] sealed, byte[] commitment, long[] tokens) {

    Fact fact() {
        return judged.fact();
    }

    boolean edit() {
        return judged.fact().change() instanceof Change.Content content && content.edit();
    }

    String kind() {
        Change.Aside aside = judged.fact().aside();
        return aside == null ? "content" : aside.kind();
    }

    /// As the chain of custody calls it.
    String change() {
        Change.Aside aside = judged.fact().aside();
        return aside == null ? edit() ? "edited" : "posted" : aside.kind();
    }

    Stream<NamedFile> files() {
        List<FileId> named = judged.fact().change() instanceof Change.Content content ? content.files() : List.of();
        return IntStream.range(0, named.size()).mapToObj(at -> file(named.get(at), at + 1));
    }

    private NamedFile file(FileId file, int number) {
        Fact fact = fact();
        return new NamedFile(
                recordId,
                file,
                number,
                fact.conversation(),
                fact.seq(),
                fact.sender(),
                fact.acceptedAt(),
                key,
                fact.region());
    }
}
