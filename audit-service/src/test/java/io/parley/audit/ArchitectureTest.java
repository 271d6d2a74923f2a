package io.parley.audit;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void featuresDependOnEachOtherOnlyAsDeclared() {
        ApplicationModules.of(AuditService.class).verify();
    }
}
