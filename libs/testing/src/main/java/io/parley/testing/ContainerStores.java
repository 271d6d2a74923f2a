package io.parley.testing;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The official images; for machines with a container engine.
final class ContainerStores implements Stores {

    private static final int REDIS_PORT = 6379;

    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:17-alpine");
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.2.1");
    private final GenericContainer<?> redis = new GenericContainer<>("redis:7-alpine").withExposedPorts(REDIS_PORT);

    ContainerStores() {
        postgres.start();
        kafka.start();
        redis.start();
    }

    @Override
    public DataSource admin() {
        PGSimpleDataSource admin = new PGSimpleDataSource();
        admin.setUrl(postgres.getJdbcUrl());
        admin.setUser(postgres.getUsername());
        admin.setPassword(postgres.getPassword());
        return admin;
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + postgres.getHost() + ":" + postgres.getMappedPort(5432) + "/" + database;
    }

    @Override
    public String kafka() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String redisHost() {
        return redis.getHost();
    }

    @Override
    public int redisPort() {
        return redis.getMappedPort(REDIS_PORT);
    }
}
