package io.parley.local.region;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The environment variables of a process: every address and secret it needs, and nothing of other services.
final class Environment {

    /// One machine: a broker reads, and answers for, every partition of a consumer at each of its fetches, so that more
    /// of them than can be worked on at once only make smaller batches.
    private static final int PARTITIONS = 4;

    private static final String LOOPBACK = "127.0.0.1";
    private static final String PROVISIONING_CLIENT = "parley-provisioning";

    private final Region region;
    private final Secrets secrets;

    Environment(Region region, Secrets secrets) {
        this.region = region;
        this.secrets = secrets;
    }

    Map<String, String> of(Instance instance) {
        Map<String, String> variables = new HashMap<>();
        if (instance.part() == Part.ISSUER) {
            issuer(variables);
        } else if (instance.part().isService()) {
            service(instance, variables);
        }
        return variables;
    }

    private void issuer(Map<String, String> variables) {
        variables.put("SERVER_ADDRESS", LOOPBACK);
        variables.put("SERVER_PORT", Integer.toString(region.port(Part.ISSUER)));
        variables.put("PARLEY_ISSUER_URL", region.issuer());
        variables.put(
                "PARLEY_ISSUER_KEYFILE",
                region.secret().resolve("issuer-key.json").toString());
        List<String> ids = Stream.concat(
                        Part.services().stream().map(Environment::clientOf),
                        Stream.of(PROVISIONING_CLIENT, Secrets.FEED_CLIENT))
                .toList();
        variables.put(
                "PARLEY_ISSUER_CLIENTS",
                ids.stream().map(id -> id + "=" + secrets.client(id)).collect(Collectors.joining(",")));
        variables.put(
                "PARLEY_ISSUER_REDIRECTURIS",
                region.url(Part.GATEWAY) + "/,http://127.0.0.1/,http://127.0.0.1/callback");
    }

    private void service(Instance instance, Map<String, String> variables) {
        Part part = instance.part();
        variables.put("SERVER_ADDRESS", LOOPBACK);
        variables.put("SERVER_PORT", Integer.toString(instance.port()));
        variables.put("MANAGEMENT_SERVER_ADDRESS", LOOPBACK);
        variables.put("MANAGEMENT_SERVER_PORT", Integer.toString(instance.secondPort()));
        variables.put("PARLEY_INSTANCE", instance.name());
        variables.put("PARLEY_OIDC_ISSUER", region.issuer());
        variables.put("PARLEY_KAFKA", "localhost:" + region.port(Part.KAFKA));
        variables.put("PARLEY_TOPICS_PARTITIONS", Integer.toString(PARTITIONS));
        variables.put("PARLEY_REDIS_HOST", "localhost");
        variables.put("PARLEY_REDIS_PORT", Integer.toString(region.port(Part.REDIS)));
        variables.put("PARLEY_CLIENT_SECRET", secrets.client(clientOf(part)));
        for (Part other : Part.services()) {
            variables.put("PARLEY_SERVICES_" + variable(other.label()) + "_URL", region.url(other));
        }
        database(part, variables);
        special(part, variables);
    }

    private void database(Part part, Map<String, String> variables) {
        if (part.hasDatabase()) {
            String name = databaseOf(part);
            variables.put("PARLEY_DB_URL", "jdbc:postgresql://localhost:" + region.port(Part.POSTGRES) + "/" + name);
            variables.put("PARLEY_DB_PASSWORD", secrets.password(name));
            variables.put("PARLEY_DB_OWNER_PASSWORD", secrets.password(name + "_owner"));
        }
    }

    private void special(Part part, Map<String, String> variables) {
        if (part == Part.CONSENT) {
            keyEncryptionKey(secrets.keyEncryptionKeyset(), variables);
            variables.put("PARLEY_SCIM_CLIENT", PROVISIONING_CLIENT);
            // Whoever tries it out publishes at once, unless they ask for the review that is the default elsewhere.
            variables.put("PARLEY_NOTICE_FOUR_EYES", System.getenv().getOrDefault("PARLEY_NOTICE_FOUR_EYES", "false"));
        } else if (part == Part.MESSAGE) {
            variables.put("PARLEY_FILES_DIR", region.data("files").toString());
            variables.put("PARLEY_PURGE_EVERY", "3s");
        } else if (part == Part.ARCHIVE) {
            // One machine, one clock: bases and acceptances cannot differ.
            variables.put("PARLEY_ARCHIVE_CLOCK_SKEW", "0ms");
            variables.put("PARLEY_RECONCILE_SETTLE", "10s");
            variables.put("PARLEY_RETENTION_EVERY", "3s");
            variables.put(
                    "PARLEY_ARCHIVE_FILES_DIR", region.data("archive-files").toString());
            signing("PARLEY_EXPORT_KEY", secrets.earlierExportKey(), variables);
        } else if (part == Part.AUDIT) {
            signing("PARLEY_LOG_KEY", secrets.earlierLogKey(), variables);
        }
    }

    private void signing(String setting, Optional<Path> earlier, Map<String, String> variables) {
        keyEncryptionKey(secrets.signingKeyset(), variables);
        earlier.ifPresent(pem -> variables.put(setting, pem.toString()));
    }

    private static void keyEncryptionKey(Path keyset, Map<String, String> variables) {
        variables.put("PARLEY_KEK_URI", keyset.toUri().toString());
    }

    static String databaseOf(Part part) {
        return "parley_" + part.label();
    }

    private static String clientOf(Part part) {
        return part.label() + "-service";
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
