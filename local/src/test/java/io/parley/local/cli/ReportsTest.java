package io.parley.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    private static final String XML = """
            <testsuite version="3.0" name="a.GateTest" time="0.1" tests="4" errors="1" skipped="1" failures="1">
              <testcase name="opens" classname="a.GateTest" time="0.01"/>
              <testcase name="closes" classname="a.GateTest" time="0.01">
                <failure message="no" type="x">text</failure>
              </testcase>
              <testcase name="breaks" classname="a.GateTest" time="0.01">
                <error message="no" type="x">text</error>
              </testcase>
              <testcase name="waits" classname="a.GateTest" time="0"><skipped/></testcase>
            </testsuite>
            """;

    @TempDir
    Path root;

    @Test
    void countsAndNamesWhatFailed() {
        assertThat(Reports.parse(XML))
                .isEqualTo(new Reports(1, 2, 1, List.of("a.GateTest.closes", "a.GateTest.breaks")));
    }

    @Test
    void addsUpTheReportsOfAllModules() throws Exception {
        Instant before = Instant.EPOCH;
        write("one/target/surefire-reports/TEST-a.xml");
        write("libs/two/target/surefire-reports/TEST-b.xml");

        assertThat(Reports.since(root, before).failed()).isEqualTo(4);
    }

    @Test
    void leavesOutReportsOfAnEarlierRun() throws Exception {
        Path file = write("one/target/surefire-reports/TEST-a.xml");
        Instant later = Files.getLastModifiedTime(file).toInstant().plus(Duration.ofSeconds(1));

        assertThat(Reports.since(root, later)).isEqualTo(Reports.none());
    }

    private Path write(String path) throws Exception {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, XML);
    }
}
