package io.parley.verifier;

import io.parley.client.proof.ExportVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Checks an export of the archive.
final class VerifyExport {

    private VerifyExport() {}

    static void run(List<String> given, Consumer<String> say) throws IOException {
        Options options = Options.parse(given, Set.of("--key"), 1, "FILE [--key KEY]");
        Optional<String> key = options.text("--key");
        new ExportVerifier(key.orElse(null), say).verify(Path.of(options.word(0)));
        if (key.isEmpty()) {
            say.accept(
                    "Unchanged since it was signed. Who signed it, only a key tells that you have from elsewhere: --key");
        }
    }
}
