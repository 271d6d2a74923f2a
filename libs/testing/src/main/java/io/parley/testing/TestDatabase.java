package io.parley.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.postgresql.ds.PGSimpleDataSource;

/// A fresh, empty database of one service with its two roles, as a region has them.
public final class TestDatabase {

    static final String PASSWORD = "test";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String service;
    private final String name;
    private final String url;

    private TestDatabase(String service, String name, String url) {
        this.service = service;
        this.name = name;
        this.url = url;
    }

    public static synchronized TestDatabase create(String service) {
        String database = "parley_" + service + "_" + COUNT.incrementAndGet();
        String owner = "parley_" + service + "_owner";
        try (Connection connection = Stores.shared().admin().getConnection();
                Statement statement = connection.createStatement()) {
            role(statement, owner);
            role(statement, "parley_" + service);
            statement.execute("CREATE DATABASE " + database + " OWNER " + owner);
        } catch (SQLException failed) {
            throw new IllegalStateException("test database: not created", failed);
        }
        return new TestDatabase(service, database, Stores.shared().jdbcUrl(database));
    }

    /// With the tables of its service, as its owner makes them before the service starts.
    public static TestDatabase migrated(String service) {
        TestDatabase database = create(service);
        database.migrations().load().migrate();
        return database;
    }

    private static void role(Statement statement, String name) throws SQLException {
        statement.execute("""
                DO $$ BEGIN
                  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                    CREATE ROLE %1$s LOGIN PASSWORD '%2$s';
                  END IF;
                END $$""".formatted(name, PASSWORD));
    }

    public String url() {
        return url;
    }

    /// As the running service: no DDL, append-only tables closed to change.
    public DataSource asService() {
        return as("parley_" + service);
    }

    /// As the role that owns the tables and migrates.
    public DataSource asOwner() {
        return as(owner());
    }

    /// The service's own migrations, for a test that takes them step by step.
    public FluentConfiguration migrations() {
        return Flyway.configure()
                .dataSource(asOwner())
                .locations("classpath:db/migration/platform", "classpath:db/migration/" + service)
                .placeholders(Map.of("app_role", "parley_" + service));
    }

    String name() {
        return name;
    }

    String owner() {
        return "parley_" + service + "_owner";
    }

    private DataSource as(String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(PASSWORD);
        return source;
    }
}
