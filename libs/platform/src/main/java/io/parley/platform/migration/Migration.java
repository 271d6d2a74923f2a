package io.parley.platform.migration;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/// The second program of every image with a database: runs the service's migrations as the owner of its tables, and
/// ends. A deployment that runs this first can leave the owner's password out of the service, whose role cannot change
/// what is append-only. Flyway holds PostgreSQL's lock meanwhile, so two of them are as good as one.
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
public class Migration {

    public static void main(String[] arguments) {
        run(arguments);
    }

    /// Fails when a migration does; the process then ends with another code than 0.
    static void run(String... arguments) {
        new SpringApplicationBuilder(Migration.class)
                .web(WebApplicationType.NONE)
                .run(arguments)
                .close();
    }
}
