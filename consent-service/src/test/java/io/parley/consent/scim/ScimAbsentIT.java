package io.parley.consent.scim;

import io.parley.consent.ConsentIT;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "parley.scim.client=false")
class ScimAbsentIT extends ConsentIT {

    @Test
    void withoutAConfiguredClientThereAreNoRoutes() {
        provisioning().get("/scim/v2/Users").is(404);
        provisioning().get("/scim/v2/ServiceProviderConfig").is(404);
    }
}
