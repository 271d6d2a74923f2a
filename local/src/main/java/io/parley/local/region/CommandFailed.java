package io.parley.local.region;

/// Ends a command with a message for the person at the terminal and an exit code for scripts.
public final class CommandFailed extends RuntimeException {

    public static final int FAILED = 1;
    public static final int WRONG_USAGE = 2;
    public static final int PORT_TAKEN = 4;
    public static final int NOT_STARTED = 5;

    private final int exitCode;
    private final String explanation;

    public CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
        this.explanation = message;
    }

    public CommandFailed(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
        this.explanation = message;
    }

    public String explanation() {
        return explanation;
    }

    public int exitCode() {
        return exitCode;
    }
}
