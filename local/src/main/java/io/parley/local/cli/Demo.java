package io.parley.local.cli;

import io.parley.local.region.Part;
import io.parley.local.region.Region;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Plays the main job against the running region.
final class Demo implements Command {

    private static final String PROGRAM = "io.parley.local.demo.Demo";

    @Override
    public int run(Session session, List<String> given) {
        Arguments.parse(given, Set.of("--no-build"), Set.of()).requireNoWords();
        Region region = session.region();
        return OwnJvm.run(
                region.root(),
                Map.of(),
                List.of(
                        OwnJvm.java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PROGRAM,
                        region.url(Part.GATEWAY),
                        region.issuer()));
    }
}
