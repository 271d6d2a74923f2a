package io.parley.message;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/// Conversations, members and the order of messages.
@SpringBootApplication
@ConfigurationPropertiesScan
public class MessageService {

    static void main(String[] args) {
        SpringApplication.run(MessageService.class, args);
    }
}
