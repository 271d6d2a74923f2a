package io.parley.verifier;

import io.parley.client.proof.ProofException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// `verify`, `verify-log` and `copy-log` of `./parley`. Exit codes: 0 it holds, 1 it does not, 2 wrong usage, 6 it
/// could
/// not be read, which says nothing about whether it holds.
public final class Main {

    private static final int DIFFERS = 1;
    private static final int WRONG_USAGE = 2;
    private static final int UNREADABLE = 6;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    static int run(List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        try {
            perform(command, arguments);
            return 0;
        } catch (ProofException | Difference e) {
            return failed(command + ": " + e.getMessage(), DIFFERS);
        } catch (WrongUsage e) {
            return failed(command + ": " + e.getMessage(), WRONG_USAGE);
        } catch (UncheckedIOException | IOException e) {
            return failed(command + ": not readable (" + e.getMessage() + ")", UNREADABLE);
        }
    }

    private static void perform(String command, List<String> arguments) throws IOException {
        List<String> given = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        switch (command) {
            case "verify" -> VerifyExport.run(given, Main::say);
            case "verify-log" -> VerifyLog.run(given, Main::say);
            case "copy-log" -> CopyLog.run(given, Main::say);
            default -> throw new WrongUsage("command: none (expected: verify, verify-log or copy-log)");
        }
    }

    private static int failed(String message, int code) {
        System.err.println(printable(message));
        return code;
    }

    private static void say(String line) {
        System.out.println(printable(line));
    }

    /// What stands in files is whatever their maker wrote, and a terminal obeys control characters.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
