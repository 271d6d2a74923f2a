package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each service of a region from images is restarted, one container after the other, while people talk: nothing is
/// lost,
/// doubled or reordered, sockets go on by themselves, and a REST call that is repeated under its id succeeds.
///
/// No part of the usual suite (hence its name), for it wants `-Dparley.roll`: the command that restarts a service,
/// which
/// it gets as its argument, and that ends when the service is well again. [`.ci/containers`](../.ci/containers) runs
/// it.
class RollingRestartCheck {

    private static final int MINUTES = 5;
    private static final int WINDOW = 64;

    static Stream<String> services() {
        return Stream.of(System.getProperty("parley.roll.services", "consent,message,archive,presence,audit,gateway")
                .split(","));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("services")
    void losesNothing(String service) throws IOException, InterruptedException {
        assertThat(Region.isDoubled()).as("two gateways").isTrue();
        try (Traffic traffic = Traffic.between(WINDOW, Region.alice(), Region.bob(), Region.alice(), Region.carol())) {
            traffic.flows(10);
            roll(service);
            traffic.flows(20);
            traffic.everyMessageIsThereOnceAndInOrder();
        }
    }

    private static void roll(String service) throws IOException, InterruptedException {
        String command = Objects.requireNonNull(System.getProperty("parley.roll"), "parley.roll");
        Path output = Files.createTempFile("roll", ".out");
        Process process = new ProcessBuilder(List.of(command, service))
                .directory(Region.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                .as("%s ended", command)
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        Files.delete(output);
    }
}
