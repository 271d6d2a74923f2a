package io.parley.platform;

import io.parley.testing.HouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest {

    @Test
    void keepsTheHouseRules() {
        HouseRules.check("io.parley.platform");
    }
}
