package io.parley.audit.witness;

import org.springframework.test.context.DynamicPropertyRegistry;

/// Two witnesses of a running service in its tests.
public final class TestWitnesses {

    private static volatile String logKey = "";

    public static final TestWitness ONE = TestWitness.start("witness.example/one", TestWitnesses::logKey);
    public static final TestWitness TWO = TestWitness.start("witness.example/two", TestWitnesses::logKey);

    private TestWitnesses() {}

    static String logKey() {
        return logKey;
    }

    /// Until this is known they answer that they know no such log.
    public static void trust(String verifierKey) {
        logKey = verifierKey.strip();
    }

    public static void configure(DynamicPropertyRegistry properties) {
        String prefix = "parley.audit.witness.";
        properties.add(prefix + "every", () -> "100ms");
        properties.add(prefix + "timeout", () -> "2s");
        properties.add(prefix + "first-retry", () -> "20ms");
        properties.add(prefix + "longest-retry", () -> "200ms");
        properties.add(prefix + "required", () -> "2");
        properties.add(prefix + "witnesses.one.url", ONE::url);
        properties.add(prefix + "witnesses.one.key", ONE::key);
        properties.add(prefix + "witnesses.two.url", () -> TWO.url() + "/");
        properties.add(prefix + "witnesses.two.key", TWO::key);
    }
}
