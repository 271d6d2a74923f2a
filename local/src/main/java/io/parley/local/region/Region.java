package io.parley.local.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The folders and ports of one region. `root` is the checkout, `home` is what `reset` deletes; what can be made
/// again from the build (`run`) is shared by all regions of a checkout.
public record Region(Path root, Path home, int offset) {

    public static Region of(Path root, Map<String, String> environment) {
        String given = environment.getOrDefault("PARLEY_HOME", "");
        Path home = root.resolve(given.isBlank() ? ".parley" : given).normalize();
        String offset = environment.getOrDefault("PARLEY_PORT_OFFSET", "");
        return new Region(root, home, offset.isBlank() ? rememberedOffset(home) : parseOffset(offset));
    }

    public Path data(String name) {
        return home.resolve("data").resolve(name);
    }

    public Path log(String name) {
        return home.resolve("log").resolve(name + ".log");
    }

    Path pid(String name) {
        return home.resolve("pid").resolve(name + ".pid");
    }

    public Path secret() {
        return home.resolve("secret");
    }

    public Path run() {
        return root.resolve(".parley").resolve("run");
    }

    public Instance instance(Part part) {
        return Instance.first(part, offset);
    }

    public int port(Part part) {
        return instance(part).port();
    }

    /// Where a service serves its metrics (Prometheus).
    public String metrics(Part service) {
        return "http://localhost:" + instance(service).secondPort() + "/actuator/prometheus";
    }

    public String url(Part part) {
        return "http://localhost:" + port(part);
    }

    public String issuer() {
        return url(Part.ISSUER) + "/parley";
    }

    public List<Instance> instances() {
        return Arrays.stream(Part.values()).map(this::instance).toList();
    }

    /// So that later commands, which may know only the home, meet the same ports.
    public void remember() {
        try {
            Files.createDirectories(home.resolve("log"));
            Files.createDirectories(home.resolve("pid"));
            Files.writeString(home.resolve("region.properties"), "offset=" + offset + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int rememberedOffset(Path home) {
        Path file = home.resolve("region.properties");
        if (!Files.exists(file)) {
            return 0;
        }
        Properties properties = new Properties();
        try (var in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parseOffset(properties.getProperty("offset", "0"));
    }

    private static int parseOffset(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 40_000) {
            throw new CommandFailed(CommandFailed.WRONG_USAGE, "PARLEY_PORT_OFFSET: " + text + " (expected: 0..40000)");
        }
        return Integer.parseInt(text);
    }
}
