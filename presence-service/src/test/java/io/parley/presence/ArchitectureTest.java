package io.parley.presence;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ArchitectureTest {

    @Test
    void featuresDependOnEachOtherOnlyAsDeclared() {
        ApplicationModules.of(PresenceService.class).verify();
    }
}
