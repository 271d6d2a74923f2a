package io.parley.platform.kek;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import io.parley.testing.FakeAwsKms;
import io.parley.testing.FakeVaultTransit;
import io.parley.testing.TestKek;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The three places where a customer's key may be held.
class KeyEncryptionKeyTest {

    private static final byte[] SECRET = "thirty-two bytes of secret here!".getBytes(UTF_8);
    private static final byte[] PLACE = "wrapping key 1".getBytes(UTF_8);
    private static final byte[] ELSEWHERE = "wrapping key 2".getBytes(UTF_8);
    private static final String ARN = "arn:aws:kms:eu-central-1:111122223333:key/3f2c";

    @TempDir
    private Path folder;

    private final FakeVaultTransit vault = new FakeVaultTransit("parley");
    private final FakeAwsKms kms = new FakeAwsKms(ARN);

    @BeforeEach
    void pointTheSdkToTheFake() {
        System.setProperty("aws.endpointUrlKms", kms.address());
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.endpointUrlKms");
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        vault.stop();
        kms.stop();
    }

    @Test
    void aKeysetFileOpensWhatItWrapped() throws Exception {
        opensOnlyWhatItWrapped(at(TestKek.newKeyset().toUri()));
    }

    @Test
    void vaultOpensWhatItWrapped() throws Exception {
        opensOnlyWhatItWrapped(inVault());
    }

    @Test
    void awsKmsOpensWhatItWrapped() throws Exception {
        opensOnlyWhatItWrapped(at(URI.create("aws-kms://" + ARN)));
    }

    private static void opensOnlyWhatItWrapped(Aead kek) throws Exception {
        byte[] wrapped = kek.encrypt(SECRET, PLACE);

        assertThat(wrapped).isNotEqualTo(SECRET);
        assertThat(kek.decrypt(wrapped, PLACE)).isEqualTo(SECRET);
        assertThatThrownBy(() -> kek.decrypt(wrapped, ELSEWHERE))
                .isInstanceOf(GeneralSecurityException.class)
                .isNotInstanceOf(KekUnreachableException.class);
    }

    @Test
    void tellsARefusalFromAnOutage() throws Exception {
        Aead inVault = inVault();
        Aead inKms = at(URI.create("aws-kms://" + ARN));
        byte[] wrapped = inVault.encrypt(SECRET, PLACE);
        byte[] wrappedByKms = inKms.encrypt(SECRET, PLACE);

        vault.answersOnly(403);
        kms.answersOnly(400);
        assertThatThrownBy(() -> inVault.decrypt(wrapped, PLACE)).isNotInstanceOf(KekUnreachableException.class);
        assertThatThrownBy(() -> inKms.decrypt(wrappedByKms, PLACE)).isNotInstanceOf(KekUnreachableException.class);
        vault.answersOnly(503);
        kms.answersOnly(500);
        assertThatThrownBy(() -> inVault.decrypt(wrapped, PLACE)).isInstanceOf(KekUnreachableException.class);
        assertThatThrownBy(() -> inKms.decrypt(wrappedByKms, PLACE)).isInstanceOf(KekUnreachableException.class);
        vault.stop();
        kms.stop();
        assertThatThrownBy(() -> inVault.decrypt(wrapped, PLACE)).isInstanceOf(KekUnreachableException.class);
        assertThatThrownBy(() -> inKms.decrypt(wrappedByKms, PLACE)).isInstanceOf(KekUnreachableException.class);
    }

    @Test
    void vaultIsAskedWithTheTokenThatStandsInTheFileNow() throws Exception {
        Aead kek = inVault();
        byte[] wrapped = kek.encrypt(SECRET, PLACE);
        vault.takesOnly("renewed");
        assertThatThrownBy(() -> kek.decrypt(wrapped, PLACE)).hasMessageContaining("403");

        Files.writeString(folder.resolve("token"), "renewed\n");

        assertThat(kek.decrypt(wrapped, PLACE)).isEqualTo(SECRET);
    }

    @Test
    void namesWhatCannotBeUsed() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{}");
        for (URI uri : new URI[] {
            folder.resolve("absent.json").toUri(),
            broken.toUri(),
            URI.create("gcp-kms://projects/p"),
            URI.create("hcvault://vault.example/transit/parley"),
            URI.create("aws-kms://alias/parley"),
        }) {
            assertThatThrownBy(() -> at(uri))
                    .as(uri.toString())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("parley.kek.uri");
        }
        assertThatThrownBy(() -> KeyEncryptionKey.at(
                        URI.create("hcvault://vault.example/transit/keys/parley"), new KekProperties.Vault(null)))
                .hasMessageContaining("parley.kek.vault.token-file");
    }

    private Aead inVault() throws Exception {
        Files.writeString(folder.resolve("token"), vault.token() + "\n");
        return at(vault.uri());
    }

    private Aead at(URI uri) {
        return KeyEncryptionKey.at(uri, new KekProperties.Vault(folder.resolve("token")))
                .aead();
    }
}
