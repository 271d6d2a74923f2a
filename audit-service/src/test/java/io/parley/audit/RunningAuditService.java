package io.parley.audit;

import static io.parley.audit.AuditRegion.token;
import static org.awaitility.Awaitility.await;

import io.parley.audit.siem.TestReceivers;
import io.parley.audit.witness.TestWitnesses;
import io.parley.contracts.PersonId;
import io.parley.testing.TestKek;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// One running service for all tests that need one: two of them in one JVM would share the topic's only partition.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithStores
public abstract class RunningAuditService {

    protected static final String GRACE = token("grace", "auditor");
    protected static final String ERIN = token("erin", "officer");
    protected static final String ALICE = token("alice", "member");
    protected static final NeighbourHolds HOLDS = new NeighbourHolds();
    protected static final PersonId ERIN_ID = TestPeople.employee("erin");

    static {
        TestPeople.employee("grace");
        TestPeople.employee("alice");
    }

    @Autowired
    protected Environment environment;

    protected AuditRegion region;
    protected AuditRegion management;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        URI kek = TestKek.newKeyset().toUri();
        properties.add("parley.kek.uri", () -> kek);
        properties.add("parley.services.archive", HOLDS::address);
        properties.add("parley.audit.erasure.every", () -> "200ms");
        properties.add("parley.audit.gaps.grace", () -> "1s");
        properties.add("parley.audit.gaps.every", () -> "200ms");
        TestReceivers.configure(properties);
        TestWitnesses.configure(properties);
    }

    @BeforeEach
    void connect(@LocalServerPort int port, @LocalManagementPort int managementPort) {
        region = new AuditRegion(port);
        management = new AuditRegion(managementPort);
        await().atMost(AuditRegion.PATIENCE)
                .until(() -> Stream.of(GRACE, ERIN, ALICE)
                        .allMatch(who -> region.get("/v1/audit/actions", who).statusCode() == 200));
        TestWitnesses.trust(region.get("/v1/audit/log/key", null).body());
    }
}
