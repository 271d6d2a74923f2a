package io.parley.local.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionTest {

    @TempDir
    Path root;

    @Test
    void portsAreTheDocumentedOnes() {
        Region region = Region.of(root, Map.of());

        assertThat(region.port(Part.GATEWAY)).isEqualTo(8080);
        assertThat(region.instance(Part.AUDIT)).isEqualTo(new Instance(Part.AUDIT, 1, 8085, 9085));
        assertThat(region.instance(Part.KAFKA)).isEqualTo(new Instance(Part.KAFKA, 1, 19092, 19093));
        assertThat(region.issuer()).isEqualTo("http://localhost:8090/parley");
    }

    /// Else `reset` would delete in the checkout itself.
    @Test
    void anEmptyHomeIsNone() {
        assertThat(Region.of(root, Map.of("PARLEY_HOME", "")).home()).isEqualTo(root.resolve(".parley"));
        assertThat(Region.of(root, Map.of("PARLEY_HOME", "elsewhere")).home()).isEqualTo(root.resolve("elsewhere"));
    }

    @Test
    void noPortIsUsedTwice() {
        assertThat(Region.of(root, Map.of()).instances().stream()
                        .flatMap(instance -> Stream.of(instance.port(), instance.secondPort()))
                        .filter(port -> port != 0))
                .doesNotHaveDuplicates();
    }

    @Test
    void anOffsetMovesEveryPort() {
        Region region = Region.of(root, Map.of("PARLEY_PORT_OFFSET", "100"));

        assertThat(region.port(Part.POSTGRES)).isEqualTo(15532);
        assertThat(region.instance(Part.KAFKA).secondPort()).isEqualTo(19193);
        assertThat(region.instance(Part.REDIS).secondPort()).isZero();
    }

    @Test
    void laterCommandsMeetTheSamePortsWithTheHomeAlone() {
        Map<String, String> home = Map.of("PARLEY_HOME", "elsewhere");
        new Region(root, root.resolve("elsewhere"), 700).remember();

        assertThat(Region.of(root, home).offset()).isEqualTo(700);
        assertThat(Region.of(root, Map.of()).offset()).isZero();
    }

    @Test
    void anOffsetThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> Region.of(root, Map.of("PARLEY_PORT_OFFSET", "ten")))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("PARLEY_PORT_OFFSET: ten (expected: 0..40000)");
    }

    @Test
    void aFurtherInstanceHasItsOwnNameAndManagementPort() {
        Instance second = Instance.further(Part.MESSAGE, 2, 8181);

        assertThat(second.name()).isEqualTo("message-2");
        assertThat(second.secondPort()).isEqualTo(9181);
    }

    @Test
    void onlyServicesHaveFurtherInstances() {
        assertThatThrownBy(() -> Instance.further(Part.POSTGRES, 2, 15433)).isInstanceOf(CommandFailed.class);
    }

    @Test
    void anUnknownProcessIsNamedTogetherWithTheKnownOnes() {
        assertThatThrownBy(() -> Part.named("mesage"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageStartingWith("process: mesage (expected: one of postgres, ");
    }
}
