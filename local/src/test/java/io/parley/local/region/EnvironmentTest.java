package io.parley.local.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {

    @TempDir
    Path root;

    @Test
    void aServiceLearnsEveryAddressOfItsOwnRegion() {
        Map<String, String> message = of(Part.MESSAGE, 100);

        assertThat(message)
                .containsEntry("SERVER_PORT", "8181")
                .containsEntry("MANAGEMENT_SERVER_PORT", "9181")
                .containsEntry("PARLEY_KAFKA", "localhost:19192")
                .containsEntry("PARLEY_REDIS_PORT", "16479")
                .containsEntry("PARLEY_OIDC_ISSUER", "http://localhost:8190/parley")
                .containsEntry("PARLEY_SERVICES_CONSENT_URL", "http://localhost:8184")
                .containsEntry("PARLEY_DB_URL", "jdbc:postgresql://localhost:15532/parley_message");
    }

    @Test
    void onlyConsentGetsTheKeyThatOpensAllKeysAndTheProvisioningClient() {
        assertThat(of(Part.CONSENT, 0)).containsKeys("PARLEY_KEK_URI", "PARLEY_SCIM_CLIENT");
        assertThat(of(Part.MESSAGE, 0)).doesNotContainKeys("PARLEY_KEK_URI", "PARLEY_SCIM_CLIENT");
        for (Part signing : List.of(Part.ARCHIVE, Part.AUDIT)) {
            assertThat(of(signing, 0).get("PARLEY_KEK_URI"))
                    .isNotNull()
                    .isNotEqualTo(of(Part.CONSENT, 0).get("PARLEY_KEK_URI"));
            assertThat(of(signing, 0)).doesNotContainKey("PARLEY_SCIM_CLIENT");
        }
    }

    @Test
    void messageAndArchiveEachGetAFolderOfFilesOfTheirOwn() {
        assertThat(of(Part.ARCHIVE, 0))
                .containsEntry(
                        "PARLEY_ARCHIVE_FILES_DIR",
                        root.resolve(".parley/data/archive-files").toString())
                .doesNotContainKey("PARLEY_FILES_DIR");
        assertThat(of(Part.MESSAGE, 0))
                .containsEntry(
                        "PARLEY_FILES_DIR", root.resolve(".parley/data/files").toString());
        assertThat(of(Part.GATEWAY, 0)).doesNotContainKey("PARLEY_FILES_DIR");
    }

    @Test
    void noKeyThatSignsIsMadeOutsideTheServices() throws IOException {
        for (Part part : Part.services()) {
            assertThat(of(part, 0)).doesNotContainKeys("PARLEY_LOG_KEY", "PARLEY_EXPORT_KEY");
        }
        try (Stream<Path> secrets = Files.list(root.resolve(".parley/secret"))) {
            assertThat(secrets).noneMatch(file -> file.toString().endsWith(".pem"));
        }
    }

    @Test
    void aRegionFromBeforeKeepsTheKeysThatSignedSoFar() throws IOException {
        Path secret = Files.createDirectories(root.resolve(".parley/secret"));
        Path log = Files.createFile(secret.resolve("log-key.pem"));
        Path export = Files.createFile(secret.resolve("export-key.pem"));

        assertThat(of(Part.AUDIT, 0))
                .containsEntry("PARLEY_LOG_KEY", log.toString())
                .doesNotContainKey("PARLEY_EXPORT_KEY");
        assertThat(of(Part.ARCHIVE, 0))
                .containsEntry("PARLEY_EXPORT_KEY", export.toString())
                .doesNotContainKey("PARLEY_LOG_KEY");
        assertThat(of(Part.GATEWAY, 0)).doesNotContainKeys("PARLEY_LOG_KEY", "PARLEY_DB_URL");
    }

    @Test
    void theSignInKnowsTheSecretOfEveryService() {
        Secrets secrets = new Secrets(root.resolve(".parley/secret"));

        assertThat(of(Part.ISSUER, 0).get("PARLEY_ISSUER_CLIENTS"))
                .contains("audit-service=" + secrets.client("audit-service"))
                .contains("parley-provisioning=" + secrets.client("parley-provisioning"))
                .contains("parley-feed=" + secrets.client("parley-feed"));
    }

    private Map<String, String> of(Part part, int offset) {
        Region region = new Region(root, root.resolve(".parley"), offset);
        return new Environment(region, new Secrets(region.secret())).of(region.instance(part));
    }
}
