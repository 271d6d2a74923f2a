package io.parley.local.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/// A single-node Kafka: broker and KRaft controller in one process.
///
/// Arguments: data folder, port, controller port. With `--train` behind them it stops as soon as it has
/// started, which leaves the class cache that later starts use.
public final class KafkaNode {

    private KafkaNode() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Path settings = writeSettings(folder, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        formatOnce(folder, settings);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(load(settings)), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        if (arguments.length > 3 && arguments[3].equals("--train")) {
            System.exit(0);
        }
        server.awaitShutdown();
    }

    private static void formatOnce(Path folder, Path settings) {
        if (Files.exists(folder.resolve("log").resolve("meta.properties"))) {
            return;
        }
        String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()};
        int code = StorageTool.execute(format, System.out);
        if (code != 0) {
            throw new IllegalStateException("format: exit code " + code + " (expected: 0)");
        }
    }

    private static Properties load(Path settings) {
        Properties properties = new Properties();
        try (var in = Files.newInputStream(settings)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static Path writeSettings(Path folder, int port, int controllerPort) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("server.properties");
            return Files.writeString(file, settings(folder.resolve("log"), port, controllerPort));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The short session times make a broker or a consumer that was killed come back in seconds. Positions of
    /// consumers outlive a machine that was switched off for a long time.
    private static String settings(Path logs, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                log.dirs=%3$s
                auto.create.topics.enable=false
                num.partitions=3
                log.retention.hours=720
                offsets.retention.minutes=525600
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                num.recovery.threads.per.data.dir=2
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.num.partitions=2
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.consumer.min.session.timeout.ms=6000
                group.consumer.session.timeout.ms=6000
                group.consumer.min.heartbeat.interval.ms=1000
                group.consumer.heartbeat.interval.ms=1000
                log.cleaner.dedupe.buffer.size=16777216
                log.cleaner.threads=1
                broker.session.timeout.ms=1500
                broker.heartbeat.interval.ms=300
                initial.broker.registration.timeout.ms=60000
                """.formatted(port, controllerPort, logs.toAbsolutePath());
    }
}
