package io.parley.local.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path home;

    private Secrets secrets;

    @BeforeEach
    void open() {
        secrets = new Secrets(home.resolve("secret"));
    }

    @Test
    void aSecretIsMadeOnceAndKept() {
        String first = secrets.password("parley_audit");

        assertThat(first).matches("[0-9a-f]{48}");
        assertThat(new Secrets(home.resolve("secret")).password("parley_audit")).isEqualTo(first);
    }

    @Test
    void allWhoAskAtTheSameMomentGetTheSameSecret() throws Exception {
        int askers = 8;
        try (ExecutorService executor = Executors.newFixedThreadPool(askers)) {
            for (int round = 0; round < 50; round++) {
                String name = "service-" + round;
                var together = new CyclicBarrier(askers);
                List<Callable<String>> asking = Collections.nCopies(askers, () -> {
                    together.await();
                    return secrets.client(name);
                });
                Set<String> answers = new HashSet<>();
                for (Future<String> answer : executor.invokeAll(asking)) {
                    answers.add(answer.get());
                }
                assertThat(answers).containsExactly(secrets.client(name));
            }
        }
    }

    @Test
    void everyNameHasAnotherSecret() {
        assertThat(secrets.password("a")).isNotEqualTo(secrets.password("b")).isNotEqualTo(secrets.client("a"));
    }

    @Test
    void onlyTheOwnerReadsThem() throws Exception {
        Path file = secrets.passwordFile("postgres");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("secret"))))
                .isEqualTo("rwx------");
    }

    @Test
    void theKeyEncryptionKeysetsOpenWithTinkAndAreTwo() throws Exception {
        AeadConfig.register();
        String content = Files.readString(secrets.keyEncryptionKeyset());
        String signing = Files.readString(secrets.signingKeyset());

        for (String json : List.of(content, signing)) {
            assertThat(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get())
                            .size())
                    .isEqualTo(1);
        }
        assertThat(signing).isNotEqualTo(content);
    }
}
