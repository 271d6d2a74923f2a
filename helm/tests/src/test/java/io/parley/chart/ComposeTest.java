package io.parley.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/// What `compose/init` makes fits docker-compose.yml, the realm and the services; no password stands in any of them.
class ComposeTest {

    private static final Path FILE = Chart.ROOT.resolve("docker-compose.yml");
    private static final Path REALM = Chart.ROOT.resolve("compose/keycloak/parley-realm.json");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{(\\w+)(?::\\?[^}]*)?}");
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret).*");

    @Test
    void initMakesEveryValueThatIsAskedForAndKeepsItAtTheNextCall(@TempDir Path folder) throws Exception {
        init(folder);
        List<String> made = Files.readAllLines(folder.resolve(".env"));
        init(folder);

        assertThat(Files.readAllLines(folder.resolve(".env"))).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".env"))))
                .isEqualTo("rw-------");
        var names = made.stream()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(0, line.indexOf('=')))
                .collect(Collectors.toSet());
        assertThat(names).containsAll(asked(FILE)).containsAll(asked(REALM));
        assertThat(made.stream().filter(line -> SECRET.matcher(line).matches()))
                .doesNotHaveDuplicates()
                .allSatisfy(line -> assertThat(line).matches("\\w+=[0-9a-f]{48}"));
    }

    private static TreeSet<String> asked(Path file) throws IOException {
        return REQUIRED.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void initMakesKeysThatTheServicesCanUse(@TempDir Path folder) throws Exception {
        init(folder);
        Path keys = folder.resolve("compose/keys");
        AeadConfig.register();
        Aead kek = keyset(keys.resolve("kek.json"));
        Aead signing = keyset(keys.resolve("signing-kek.json"));

        byte[] sealed = kek.encrypt(new byte[] {1, 2, 3}, new byte[] {4});
        assertThat(kek.decrypt(sealed, new byte[] {4})).isEqualTo(new byte[] {1, 2, 3});
        assertThatThrownBy(() -> signing.decrypt(sealed, new byte[] {4})).isInstanceOf(GeneralSecurityException.class);
        assertThat(keys).isDirectoryNotContaining("glob:**.pem");
    }

    private static Aead keyset(Path file) throws Exception {
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    private static void init(Path folder) throws IOException {
        Assumptions.assumeTrue(hasOpenssl(), "openssl is not installed");
        Files.createDirectories(folder.resolve("compose"));
        var process = new ProcessBuilder(Chart.ROOT.resolve("compose/init").toString()).redirectErrorStream(true);
        process.environment().put("PARLEY_COMPOSE_ROOT", folder.toString());
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(running.onExit().join().exitValue()).as(output).isZero();
    }

    private static boolean hasOpenssl() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
    }

    @Test
    void everyLastingServiceIsBoundedCheckedAndStarted() throws IOException {
        services().forEach((name, service) -> {
            assertThat(service).as(name).containsKeys("restart", "security_opt", "logging", "image");
            if (!name.equals("files-owner")) {
                assertThat(service).as(name).containsKeys("healthcheck", "mem_limit");
            }
        });
    }

    @Test
    void parleysOwnServicesAreConfined() throws IOException {
        for (String name : List.of("gateway", "message", "presence", "archive", "consent", "audit")) {
            assertThat(services().get(name))
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsKeys("user", "stop_grace_period", "depends_on");
        }
    }

    @Test
    void onlyLoopbackIsOpenedToTheMachine() throws IOException {
        services().forEach((name, service) -> {
            Object ports = service.getOrDefault("ports", List.of());
            assertThat((List<?>) ports)
                    .as(name)
                    .allSatisfy(port -> assertThat(String.valueOf(port)).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void noPasswordStandsInTheFiles() throws IOException {
        services().forEach((name, service) -> {
            Map<?, ?> environment = (Map<?, ?>) service.getOrDefault("environment", Map.of());
            environment.forEach((key, value) -> {
                if (SECRET.matcher(String.valueOf(key)).matches()) {
                    assertThat(String.valueOf(value)).as(name + " " + key).startsWith("${");
                }
            });
        });
        assertThat(Files.readString(REALM)
                        .lines()
                        .filter(line -> line.contains("\"secret\"") || line.contains("\"value\": \"")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("${"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> file = new Yaml().load(Files.readString(FILE));
        return (Map<String, Map<String, Object>>) file.getOrDefault("services", Map.of());
    }
}
