package io.parley.local.issuer;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// The sign-in of a local region.
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class LocalIssuer {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(LocalIssuer.class);
        application.setDefaultProperties(Map.of("spring.config.name", "issuer"));
        return application;
    }
}
