package io.parley.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import redis.embedded.RedisServer;

/// Real binaries without a container engine; started once per JVM and stopped with it, Kafka after the services that
/// are
/// its clients: these would wait half a minute for a broker that is gone.
final class EmbeddedStores implements Stores {

    /// Tests need nothing to survive the machine; what is measured does.
    private static final Map<String, String> AS_IN_A_REGION =
            Map.of("fsync", "on", "max_wal_size", "2GB", "checkpoint_timeout", "15min", "wal_compression", "on");

    private final EmbeddedPostgres postgres;
    private final EmbeddedKafkaBroker kafka;
    private final int redisPort;

    EmbeddedStores() {
        try {
            var builder = EmbeddedPostgres.builder().setServerConfig("max_connections", "300");
            if (System.getProperty("parley.measure") != null) {
                AS_IN_A_REGION.forEach(builder::setServerConfig);
            }
            postgres = builder.start();
            redisPort = startRedis();
            kafka = startKafka();
        } catch (IOException failed) {
            throw new UncheckedIOException("embedded stores did not start", failed);
        }
    }

    private static int startRedis() throws IOException {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        RedisServer redis = RedisServer.builder()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        redis.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(redis)));
        return port;
    }

    private static void stop(RedisServer redis) {
        try {
            redis.stop();
        } catch (redis.embedded.exceptions.EmbeddedRedisException alreadyGone) {
            System.err.println("Redis was gone before the tests ended: " + alreadyGone.getMessage());
        }
    }

    private static EmbeddedKafkaBroker startKafka() {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "offsets.topic.num.partitions", "2",
                "group.initial.rebalance.delay.ms", "0",
                "transaction.state.log.num.partitions", "2",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1"));
        broker.afterPropertiesSet();
        SpringApplication.getShutdownHandlers().add(broker::destroy);
        return broker;
    }

    @Override
    public DataSource admin() {
        return postgres.getPostgresDatabase();
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    @Override
    public String kafka() {
        return kafka.getBrokersAsString();
    }

    @Override
    public String redisHost() {
        return "localhost";
    }

    @Override
    public int redisPort() {
        return redisPort;
    }
}
