package io.parley.gateway;

import io.parley.testing.HouseRules;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class StructureTest {

    @Test
    void featuresDependOnEachOtherWithoutCycles() {
        ApplicationModules.of(GatewayService.class).verify();
    }

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.parley.gateway");
    }
}
