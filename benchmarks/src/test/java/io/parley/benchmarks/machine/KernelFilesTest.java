package io.parley.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelFilesTest {

    @Test
    void addsUserAndSystemTimeHoweverTheProcessIsCalled() {
        String stat = "42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 30 12 5 3 20 0 80 0 1000 9999 888";

        assertThat(KernelFiles.ticks(stat, false)).isEqualTo(42);
        assertThat(KernelFiles.ticks(stat, true)).isEqualTo(50);
    }

    @Test
    void findsTheNamedLine() {
        assertThat(KernelFiles.kilobytes(Stream.of("Rss:  99 kB", "Pss:   1234 kB"), "Pss:"))
                .isEqualTo(1234);
    }
}
