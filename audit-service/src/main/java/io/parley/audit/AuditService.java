package io.parley.audit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class AuditService {

    public static void main(String[] arguments) {
        SpringApplication.run(AuditService.class, arguments);
    }
}
