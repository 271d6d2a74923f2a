package io.parley.local.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    @TempDir
    Path folder;

    @Test
    void theTailIsTheLastLines() throws Exception {
        Path log = Files.write(
                folder.resolve("a.log"),
                IntStream.rangeClosed(1, 10_000).mapToObj(Integer::toString).toList());

        assertThat(LogFile.tail(log, 3)).isEqualTo(List.of("9998", "9999", "10000"));
    }

    @Test
    void aShortLogIsShownWhole() throws Exception {
        Path log = Files.writeString(folder.resolve("a.log"), "one\ntwo");

        assertThat(LogFile.tail(log, 20)).isEqualTo(List.of("one", "two"));
    }

    @Test
    void aMissingLogHasNoLines() {
        assertThat(LogFile.tail(folder.resolve("none.log"), 20)).isEmpty();
    }
}
