package io.parley.audit;

import io.parley.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void featuresDependOnEachOtherOnlyAsDeclared() {
        ApplicationModules.of(AuditService.class).verify();
    }

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.parley.audit");
    }
}
