package io.parley.local.region;

/// One process of a part. Instance 1 has the plain name (`message`), further ones carry their number (`message-2`).
public record Instance(Part part, int number, int port, int secondPort) {

    /// How far the management port of an additional instance lies above its own.
    private static final int MANAGEMENT_DISTANCE = 1000;

    static Instance first(Part part, int offset) {
        return new Instance(part, 1, part.port() + offset, part.secondPort() == 0 ? 0 : part.secondPort() + offset);
    }

    public static Instance further(Part part, int number, int port) {
        if (!part.isService() || number < 2) {
            throw new CommandFailed(
                    CommandFailed.WRONG_USAGE,
                    "instance: " + part.label() + " " + number + " (expected: a service and a number from 2)");
        }
        return new Instance(part, number, port, port + MANAGEMENT_DISTANCE);
    }

    public String name() {
        return number == 1 ? part.label() : part.label() + "-" + number;
    }
}
