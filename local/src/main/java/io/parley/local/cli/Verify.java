package io.parley.local.cli;

import io.parley.client.proof.ExportVerifier;
import io.parley.client.proof.ProofException;
import io.parley.local.region.CommandFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks an export of the archive; needs no region.
final class Verify implements Command {

    @Override
    public int run(Session session, List<String> given) {
        Arguments arguments = Arguments.parse(given, Set.of("--no-build"), Set.of("--key"));
        Path file = Path.of(arguments.onlyWord("file"));
        Optional<String> key = arguments.value("--key");
        try {
            new ExportVerifier(key.isPresent() ? key(key.get()) : null, line -> session.say(printable(line)))
                    .verify(file);
        } catch (IOException e) {
            throw failed(file + ": not readable (" + e.getMessage() + ")");
        } catch (ProofException e) {
            throw failed(String.valueOf(e.getMessage()));
        }
        if (key.isEmpty()) {
            session.say(
                    "Unchanged since it was signed. Who signed it, only a key tells that you have from elsewhere: --key");
        }
        return 0;
    }

    /// The key itself, or the name of a file that holds it.
    private static String key(String given) throws IOException {
        Path file = Path.of(given);
        return Files.isRegularFile(file) ? Files.readString(file).strip() : given;
    }

    private static CommandFailed failed(String difference) {
        return new CommandFailed(CommandFailed.FAILED, "verify: " + printable(difference));
    }

    /// Names in a zip are whatever its maker wrote, and a terminal obeys control characters.
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
