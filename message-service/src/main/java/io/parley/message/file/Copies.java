package io.parley.message.file;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.FileId;
import io.parley.platform.files.FilesApi;
import io.parley.platform.keys.UnreadableContentException;
import io.parley.platform.problem.DomainException;
import io.parley.platform.store.ObjectStore;
import io.parley.platform.store.StoreDownException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.springframework.stereotype.Component;

/// Gives files to the archive, piece by piece, by the fact that names them: whoever asks needs no membership and gets
/// nothing that no accepted message names.
@Component
class Copies {

    private final FileShelf shelf;
    private final FileKeys keys;
    private final ObjectStore store;

    Copies(FileShelf shelf, FileKeys keys, ObjectStore store) {
        this.shelf = shelf;
        this.keys = keys;
        this.store = store;
    }

    record Named(ConversationId conversation, long seq, FileId file) {}

    FilesApi.Answer about(Named named) {
        return new FilesApi.Answer(
                shelf.namedBy(named).filter(keys::areThereFor).map(this::about).orElse(null));
    }

    private FilesApi.About about(StoredFile file) {
        try {
            About about = keys.about(file);
            String sha256 = Objects.requireNonNull(about.sha256(), "a complete file has a hash");
            return new FilesApi.About(about.name(), about.mediaType(), file.size(), sha256);
        } catch (UnreadableContentException damaged) {
            throw damaged("row");
        }
    }

    byte[] bytes(Named named, long from, int most) throws IOException {
        StoredFile file = file(named);
        if (from >= file.size()) {
            throw new DomainException(ErrorCode.RANGE_NOT_SATISFIABLE, "the file has " + file.size() + " bytes");
        }
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(most, file.size() - from));
        try (PlainFile plain = PlainFile.of(store, keys.cipher(file), shelf.parts(file.id()))) {
            plain.position(from);
            fill(piece, plain);
            return piece.array();
        } catch (StoreDownException down) {
            throw DomainException.unavailable("the file store", down);
        } catch (IOException | UnreadableContentException damaged) {
            throw damaged("part");
        }
    }

    private static DomainException damaged(String what) {
        return new DomainException(
                ErrorCode.CONFLICT, "stored " + what + ": does not open (expected: as it was written)");
    }

    private static void fill(ByteBuffer piece, PlainFile plain) throws IOException {
        int count = 0;
        while (piece.hasRemaining() && count >= 0) {
            count = plain.read(piece);
        }
        if (piece.hasRemaining()) {
            throw new IOException("stored parts: shorter than their rows say");
        }
    }

    private StoredFile file(Named named) {
        return shelf.namedBy(named).orElseThrow(() -> DomainException.notFound("file"));
    }
}
