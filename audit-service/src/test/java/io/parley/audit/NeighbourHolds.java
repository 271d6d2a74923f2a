package io.parley.audit;

import io.parley.testing.TestHttp;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/// Plays archive-service's part: which people a legal hold covers.
public final class NeighbourHolds {

    private static final String HELD =
            "{\"holds\":[{\"holdId\":\"0190c3a4-0000-7000-8000-00000000000a\",\"silent\":false}]}";

    private final TestHttp http = TestHttp.start();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();

    public NeighbourHolds() {
        http.json("/internal/holds/covering", this::answer);
    }

    public String address() {
        return http.address();
    }

    public void hold(String person) {
        held.add(person);
    }

    /// From now on questions about this person get no answer, or get one again.
    public void silence(String person, boolean isSilent) {
        if (isSilent) {
            silent.add(person);
        } else {
            silent.remove(person);
        }
    }

    private String answer(String question) {
        String person = JsonMapper.shared().readTree(question).get("personId").asString();
        if (silent.contains(person)) {
            throw new IllegalStateException("the connection ends without an answer");
        }
        return held.contains(person) ? HELD : "{\"holds\":[]}";
    }
}
