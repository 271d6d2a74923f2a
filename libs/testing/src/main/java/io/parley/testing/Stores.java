package io.parley.testing;

import javax.sql.DataSource;

/// PostgreSQL, Kafka and Redis for the tests of one JVM.
interface Stores {

    DataSource admin();

    String jdbcUrl(String database);

    String kafka();

    String redisHost();

    int redisPort();

    /// The switch: `-Dparley.stores=containers` uses Testcontainers, anything else embedded stores.
    static Stores shared() {
        return Holder.STORES;
    }

    final class Holder {
        private static final Stores STORES =
                "containers".equals(System.getProperty("parley.stores")) ? new ContainerStores() : new EmbeddedStores();

        private Holder() {}
    }
}
