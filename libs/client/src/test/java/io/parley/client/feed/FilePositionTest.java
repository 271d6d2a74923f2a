package io.parley.client.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePositionTest {

    @TempDir
    Path folder;

    @Test
    void beginsAtTheBeginningAndKeepsWhatIsSaved() {
        Path file = folder.resolve("position");
        assertThat(new FilePosition(file).load()).isZero();
        new FilePosition(file).save(12_345_678_901L);
        new FilePosition(file).save(7);
        assertThat(new FilePosition(file).load()).isEqualTo(7);
    }

    @Test
    void aHalfWrittenDraftChangesNothing() throws IOException {
        Path file = folder.resolve("position");
        new FilePosition(file).save(41);
        Files.writeString(folder.resolve("position.new"), "9");
        assertThat(new FilePosition(file).load()).isEqualTo(41);
        new FilePosition(file).save(42);
        assertThat(new FilePosition(file).load()).isEqualTo(42);
    }

    @Test
    void aFileThatSaysNothingIsNoBeginning() throws IOException {
        Path file = folder.resolve("position");
        Files.writeString(file, "");
        assertThatThrownBy(() -> new FilePosition(file).load()).hasMessageContaining("expected: a number");
    }
}
