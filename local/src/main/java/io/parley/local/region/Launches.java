package io.parley.local.region;

import io.parley.local.store.Executables;
import io.parley.local.store.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The command line and the environment of every process, with what must lie on disk before it starts.
final class Launches {

    private final Region region;
    private final Secrets secrets;
    private final Layouts layouts;

    Launches(Region region, Secrets secrets, Layouts layouts) {
        this.region = region;
        this.secrets = secrets;
        this.layouts = layouts;
    }

    Launch of(Instance instance, boolean full) {
        return switch (instance.part()) {
            case POSTGRES -> postgres(instance, full);
            case REDIS -> redis(instance);
            case KAFKA, ISSUER, GATEWAY, MESSAGE, PRESENCE, ARCHIVE, CONSENT, AUDIT -> java(instance, full);
        };
    }

    Map<String, String> environment(Instance instance) {
        return new Environment(region, secrets).of(instance);
    }

    private Launch postgres(Instance instance, boolean full) {
        Path executables = new Executables(region.run()).postgres();
        Postgres postgres = new Postgres(executables, region.data("postgres"));
        postgres.initialize(secrets.passwordFile("postgres"));
        return new Launch(
                postgres.command(instance.port(), full),
                Map.of(),
                executables.getFileName().toString());
    }

    private Launch redis(Instance instance) {
        Path executable = new Executables(region.run()).redis();
        Path data = createFolder(region.data("redis"));
        List<String> command = List.of(
                executable.toString(),
                "--port",
                Integer.toString(instance.port()),
                "--bind",
                "127.0.0.1",
                "--dir",
                data.toString(),
                "--appendonly",
                "yes",
                "--save",
                "",
                "--maxmemory",
                "256mb");
        return new Launch(command, Map.of(), executable.getFileName().toString());
    }

    private Launch java(Instance instance, boolean full) {
        Layout layout = layouts.of(instance.part());
        List<String> command = Jvm.run(layout, instance.part(), full);
        if (instance.part() == Part.KAFKA) {
            command.add(region.data("kafka").toString());
            command.add(Integer.toString(instance.port()));
            command.add(Integer.toString(instance.secondPort()));
        }
        return new Launch(command, environment(instance), layout.build());
    }

    private static Path createFolder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
