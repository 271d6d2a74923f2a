package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final int MOST = 6000;
    private static final int AT_ONCE = 16;

    /// One person cannot take the region for themselves, and the others do not notice.
    @Test
    void whoAsksTooMuchIsToldToWait() throws Exception {
        Persona eager = Newcomer.employee();
        Raw http = eager.http();
        Raw.Answer refused = null;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int asked = 0; asked < MOST && refused == null; asked += AT_ONCE) {
                List<Callable<Raw.Answer>> calls = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    calls.add(() -> http.get("/v1/conversations?limit=1"));
                }
                for (Future<Raw.Answer> answer : executor.invokeAll(calls)) {
                    refused = answer.get().status() == 429 ? answer.get() : refused;
                }
            }
        }

        assertThat(refused).as("a 429 among " + MOST + " calls").isNotNull();
        refused.isProblem(429, "too-many-requests");
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        Region.bob().http().get("/v1/me").hasStatus(200);
    }
}
