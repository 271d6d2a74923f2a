package io.parley.platform.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends ObjectStoreContract {

    @TempDir
    Path folder;

    @Override
    ObjectStore store() {
        return new DirectoryStore(folder.resolve("files"));
    }

    @Test
    void saysThatItIsDownWhenItsFolderCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("not-a-folder"), "x");
        assertThatThrownBy(() -> new DirectoryStore(file).write(ObjectId.next()))
                .isInstanceOf(StoreDownException.class);
    }
}
