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

    @Test
    void aJsonLineIsMadeReadable() {
        String line = """
                {"@timestamp":"2026-11-22T01:50:10.983Z","log":{"level":"ERROR","logger":"x"},"message":"no \\"gate\\" here","tags":[]}""";

        assertThat(LogFile.readable(line)).isEqualTo("2026-11-22T01:50:10.983Z ERROR no \\\"gate\\\" here");
    }

    @Test
    void anEndlessLineIsCut() {
        assertThat(LogFile.readable("x".repeat(5000))).hasSizeLessThan(1100).endsWith(" ...");
    }
}
