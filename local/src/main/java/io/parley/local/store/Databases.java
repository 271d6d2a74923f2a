package io.parley.local.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.UnaryOperator;

/// One database per service, each with a role that owns the tables and a role that the service works with.
public final class Databases {

    private final int port;
    private final UnaryOperator<String> passwords;

    /// @param passwords the password of a role by its name
    public Databases(int port, UnaryOperator<String> passwords) {
        this.port = port;
        this.passwords = passwords;
    }

    /// Safe to repeat: what is there stays, passwords are set to what the secrets say.
    public void ensure(Iterable<String> names) {
        try (Connection connection = connect()) {
            for (String name : names) {
                ensure(connection, name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL refused to make the databases", e);
        }
    }

    private void ensure(Connection connection, String name) throws SQLException {
        String owner = name + "_owner";
        ensureRole(connection, owner);
        ensureRole(connection, name);
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
            execute(connection, "CREATE DATABASE " + name + " OWNER " + owner);
            execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            execute(connection, "GRANT CONNECT, TEMPORARY ON DATABASE " + name + " TO " + name);
        }
    }

    private void ensureRole(Connection connection, String role) throws SQLException {
        boolean known = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role);
        execute(
                connection,
                (known ? "ALTER ROLE " : "CREATE ROLE ") + role + " LOGIN PASSWORD '" + passwords.apply(role) + "'");
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", Postgres.SUPERUSER);
        properties.setProperty("password", passwords.apply(Postgres.SUPERUSER));
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
    }

    private static boolean exists(Connection connection, String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
