package io.parley.message.file;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes files in, whole or in parts. A part counts once it is durable and in the database; the last one only when
/// the whole file has the announced hash.
final class Uploads {

    private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);
    /// Bounds how many parts a file can have.
    private static final long LEAST_PART = 1 << 16;

    private final FileShelf shelf;
    private final FileKeys keys;
    private final ObjectStore store;
    private final PartWriter writer;
    private final TypeRules types;
    private final UploadLimits limits;
    private final Clock clock;

    Uploads(FileShelf shelf, FileKeys keys, ObjectStore store, TypeRules types, UploadLimits limits, Clock clock) {
        this.shelf = shelf;
        this.keys = keys;
        this.store = store;
        this.writer = new PartWriter(store);
        this.types = types;
        this.limits = limits;
        this.clock = clock;
    }

    /// Announces a file that comes in parts.
    StoredFile announce(PersonId owner, About about, long size) {
        limits.checkSize(size);
        types.check(about);
        return reserve(owner, about, size);
    }

    private StoredFile reserve(PersonId owner, About about, long size) {
        var id = new FileId(Ids.next());
        StoredFile.Wrapping wrapping = keys.wrap(id, owner, about);
        shelf.reserve(id, owner, size, wrapping, uploadExpiry(), limits.quota());
        return own(id, owner);
    }

    StoredFile own(FileId id, PersonId owner) {
        return shelf.own(id, owner).orElseThrow(() -> DomainException.notFound("file"));
    }

    /// Takes one part. What comes incomplete leaves nothing behind.
    StoredFile part(PersonId owner, FileId id, ContentRange range, InputStream body) throws IOException {
        StoredFile file = own(id, owner);
        check(file, range);
        return limits.transfer(() -> {
            About about = keys.about(file);
            FileCipher cipher = keys.cipher(file);
            InputStream checked = range.first() == 0 ? checked(file, about, body) : body;
            PartWriter.Written written = write(cipher, range.first(), checked, range.bytes());
            if (written.part().bytes() != range.bytes()) {
                discard(List.of(written.part()));
                throw DomainException.invalid("Content-Range", "as many bytes as the body has");
            }
            return range.ends() ? finish(file, about, cipher, written) : append(file, written.part());
        });
    }

    private static void check(StoredFile file, ContentRange range) {
        if (range.total() != file.size()) {
            throw DomainException.invalid("Content-Range", "total " + file.size());
        }
        if (file.complete() || range.first() != file.received()) {
            throw outOfOrder(file);
        }
        if (!range.ends() && range.bytes() < LEAST_PART) {
            throw DomainException.invalid("Content-Range", "at least " + LEAST_PART + " bytes, but for the last part");
        }
    }

    private static DomainException outOfOrder(StoredFile file) {
        return new DomainException(ErrorCode.CONFLICT, "go on at byte " + file.received())
                .with("received", file.received());
    }

    /// Takes a file of unknown length in one go. It exists when this returns, or not at all.
    StoredFile whole(PersonId owner, About about, InputStream body, long atMost) throws IOException {
        types.check(about);
        long reserved = limits.reservation(atMost, shelf.usage(owner));
        StoredFile file = reserve(owner, about, reserved);
        boolean done = false;
        try {
            StoredFile stored = limits.transfer(() -> takeWhole(file, about, body));
            done = true;
            return stored;
        } finally {
            if (!done) {
                shelf.remove(file, "incomplete");
            }
        }
    }

    private StoredFile takeWhole(StoredFile file, About about, InputStream body) throws IOException {
        FileCipher cipher = keys.cipher(file);
        PartWriter.Written written = write(cipher, 0, checked(file, about, body), file.size());
        if (written.part().bytes() == 0) {
            discard(List.of(written.part()));
            throw DomainException.invalid("file", "not empty");
        }
        return finish(file, about, cipher, written);
    }

    /// The types are judged by the first bytes, before anything reaches the store.
    private InputStream checked(StoredFile file, About about, InputStream body) throws IOException {
        byte[] head = body.readNBytes(TypeRules.HEAD_BYTES);
        try {
            types.check(about, head);
        } catch (DomainException refused) {
            shelf.remove(file, "refused");
            throw refused;
        }
        return new SequenceInputStream(new ByteArrayInputStream(head), body);
    }

    private PartWriter.Written write(FileCipher cipher, long start, InputStream body, long most) throws IOException {
        try {
            return writer.write(cipher, FileCipher.part(start), start, body, most);
        } catch (PartWriter.TooLongException tooLong) {
            throw limits.tooLong(most, tooLong);
        }
    }

    private StoredFile append(StoredFile file, Part part) throws IOException {
        if (!shelf.append(file, part, uploadExpiry())) {
            discard(List.of(part));
            throw outOfOrder(own(file.id(), file.owner()));
        }
        limits.received(part.bytes());
        return own(file.id(), file.owner());
    }

    private StoredFile finish(StoredFile file, About about, FileCipher cipher, PartWriter.Written last)
            throws IOException {
        List<Part> parts = new ArrayList<>(shelf.parts(file.id()));
        parts.add(last.part());
        byte[] hash = parts.size() == 1 ? last.sha256() : hash(cipher, parts);
        requireHash(file, parts, about.sha256(), hash);
        byte[] known = keys.reseal(file, about.withHash(HexFormat.of().formatHex(hash)));
        if (!shelf.complete(file, last.part(), known, unlinkedExpiry(), Thumbnails.isImage(about.mediaType()))) {
            discard(List.of(last.part()));
            throw outOfOrder(own(file.id(), file.owner()));
        }
        limits.received(last.part().bytes());
        limits.stored();
        return own(file.id(), file.owner());
    }

    private byte[] hash(FileCipher cipher, List<Part> parts) throws IOException {
        try (PlainFile whole = PlainFile.of(store, cipher, parts)) {
            return Hashes.of(whole);
        } catch (StoreDownException down) {
            throw down;
        } catch (IOException damaged) {
            throw new IllegalStateException("stored parts: do not open (expected: as they were written)", damaged);
        }
    }

    private void requireHash(StoredFile file, List<Part> parts, @Nullable String expected, byte[] hash) {
        if (expected != null && !MessageDigest.isEqual(HexFormat.of().parseHex(expected), hash)) {
            if (shelf.remove(file, "refused")) {
                discard(parts);
            }
            throw new DomainException(ErrorCode.RULE_VIOLATED, "sha256: the content has another one")
                    .violation("sha256", "that of the content");
        }
    }

    /// By its owner, while no message names it.
    void delete(PersonId owner, FileId id) {
        StoredFile file = own(id, owner);
        List<Part> parts = shelf.parts(id);
        if (!shelf.remove(file, "deleted")) {
            throw new DomainException(ErrorCode.CONFLICT, "a message names this file");
        }
        Part thumbnail = file.thumbnail();
        if (thumbnail != null) {
            parts = new ArrayList<>(parts);
            parts.add(thumbnail);
        }
        discard(parts);
    }

    /// What cannot be deleted now is found by the sweep: no row knows it.
    private void discard(List<Part> parts) {
        try {
            store.delete(parts.stream().map(Part::object).toList());
        } catch (StoreDownException down) {
            LOG.warn("Left {} objects for the sweep: the store is down", parts.size());
        }
    }

    private long uploadExpiry() {
        return clock.instant().plus(limits.uploadTtl()).toEpochMilli();
    }

    private long unlinkedExpiry() {
        return clock.instant().plus(limits.unlinkedTtl()).toEpochMilli();
    }
}
