package io.parley.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyFileTest {

    /// The private key and its public key as RFC 8410 §10 publishes them.
    private static final String RFC_8410_KEY = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String RFC_8410_PUBLIC_KEY = "ARm/RAlphM3+hUG6wWfcO5bIUIaqMLa2ywxcOK1wMWbh";

    @TempDir
    private Path folder;

    @Test
    void readsTheKeyOfTheStandard() throws Exception {
        assertThat(NoteKey.of("log.example", NoteKeyFile.seed("PARLEY_LOG_KEY", file(RFC_8410_KEY)))
                        .verifierKey())
                .startsWith("log.example+")
                .endsWith("+" + RFC_8410_PUBLIC_KEY);
    }

    @Test
    void namesTheVariableAndTheFileWhenTheFileIsAbsent() {
        Path absent = folder.resolve("absent.pem");

        assertThatThrownBy(() -> NoteKeyFile.seed("PARLEY_LOG_KEY", absent))
                .isInstanceOf(NoteKeyUnusable.class)
                .hasMessageContainingAll("PARLEY_LOG_KEY", absent.toString(), "openssl genpkey -algorithm ed25519");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not a key",
                "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----END PRIVATE KEY-----\n-----BEGIN PRIVATE KEY-----\n",
                // An elliptic-curve key of another kind (X25519).
                "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VuBCIEIHBgJSkx7sGl1VmRzyNNMlJPQZ1KpVqyxkHmVNWZFSVb\n-----END PRIVATE KEY-----\n"
            })
    void refusesAFileWithoutAnEd25519Key(String content) throws IOException {
        Path file = file(content);

        assertThatThrownBy(() -> NoteKeyFile.seed("PARLEY_LOG_KEY", file))
                .isInstanceOf(NoteKeyUnusable.class)
                .hasMessageContaining("PARLEY_LOG_KEY");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("log.pem"), content);
    }
}
