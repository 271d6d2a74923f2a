package io.parley.local.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTest {

    private static final Instance INSTANCE = new Instance(Part.MESSAGE, 2, 8181, 9181);

    @TempDir
    Path folder;

    @Test
    void isReadAsItWasWritten() {
        Running self = Running.of(INSTANCE, ProcessHandle.current(), "abc", true);
        self.write(folder.resolve("message-2.pid"));

        assertThat(Running.read(folder.resolve("message-2.pid"))).isEqualTo(self);
    }

    @Test
    void aLivingProcessIsRecognised() {
        assertThat(Running.of(INSTANCE, ProcessHandle.current(), "abc", false).isAlive())
                .isTrue();
    }

    @Test
    void anotherProcessWithAReusedIdIsNotTakenForIt() {
        Running self = Running.of(INSTANCE, ProcessHandle.current(), "abc", false);
        Running older = new Running(INSTANCE, self.pid(), self.startedAt().minus(Duration.ofMinutes(5)), "abc", false);

        assertThat(older.isAlive()).isFalse();
    }

    @Test
    void anEndedProcessIsNotAlive() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        Running running = Running.of(INSTANCE, process.toHandle(), "abc", false);

        process.destroyForcibly().waitFor();

        assertThat(running.isAlive()).isFalse();
    }
}
