package io.parley.presence;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

@SpringBootApplication
@ConfigurationPropertiesScan
public class PresenceService {

    public static void main(String[] args) {
        SpringApplication.run(PresenceService.class, args);
    }
}
