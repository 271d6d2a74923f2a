package io.parley.local.region;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What a region consists of, in the order in which it is started.
public enum Part {
    POSTGRES(15432, 0),
    REDIS(16379, 0),
    KAFKA(19092, 19093),
    ISSUER(8090, 0),
    AUDIT(8085, 9085),
    CONSENT(8084, 9084),
    MESSAGE(8081, 9081),
    PRESENCE(8082, 9082),
    ARCHIVE(8083, 9083),
    GATEWAY(8080, 9080);

    private final int port;
    private final int secondPort;

    Part(int port, int secondPort) {
        this.port = port;
        this.secondPort = secondPort;
    }

    int port() {
        return port;
    }

    /// Management for a service, the controller for Kafka, 0 where there is none.
    int secondPort() {
        return secondPort;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isService() {
        return ordinal() > ISSUER.ordinal();
    }

    public boolean isStore() {
        return ordinal() < ISSUER.ordinal();
    }

    public boolean isJava() {
        return this != POSTGRES && this != REDIS;
    }

    public boolean hasDatabase() {
        return this == MESSAGE || this == ARCHIVE || this == CONSENT || this == AUDIT;
    }

    public static List<Part> services() {
        return Arrays.stream(values()).filter(Part::isService).toList();
    }

    public static Part named(String label) {
        return Arrays.stream(values())
                .filter(part -> part.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(
                        CommandFailed.WRONG_USAGE,
                        "process: " + label + " (expected: one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(values()).map(Part::label).toList()) + ")"));
    }
}
