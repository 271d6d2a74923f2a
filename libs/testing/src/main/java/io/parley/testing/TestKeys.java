package io.parley.testing;

import io.parley.contracts.Ids;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// consent-service's internal keys endpoint in memory, for tests of the services that use keys.
public final class TestKeys {

    private static final class Holder {
        private static final TestKeys KEYS = new TestKeys();
    }

    private record Slot(@Nullable String owner, String purpose, String month) {}

    private final JsonMapper json = JsonMapper.shared();
    private final Map<Slot, Map<String, Object>> bySlot = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> byId = new ConcurrentHashMap<>();
    private final TestHttp http = TestHttp.start();

    private TestKeys() {
        http.json("/internal/keys/current", this::current);
        http.json("/internal/keys/lookup", this::lookup);
        http.json("/internal/keys/retire", this::retire);
    }

    public static TestKeys shared() {
        return Holder.KEYS;
    }

    public String address() {
        return http.address();
    }

    /// For more routes of a pretended consent-service on the same address.
    public TestHttp http() {
        return http;
    }

    /// As if the key had been destroyed.
    public void destroy(String keyId) {
        Map<String, Object> gone = byId.remove(keyId);
        bySlot.values().removeIf(key -> key.equals(gone));
    }

    private String current(String body) {
        List<Object> keys = new ArrayList<>();
        for (JsonNode want : json.readTree(body).get("items")) {
            JsonNode owner = want.get("ownerId");
            Slot slot = new Slot(
                    owner == null || owner.isNull() ? null : owner.asString(),
                    want.get("purpose").asString(),
                    want.get("month").asString());
            keys.add(bySlot.computeIfAbsent(slot, this::make));
        }
        return json.writeValueAsString(Map.of("keys", keys));
    }

    private String retire(String body) {
        destroy(json.readTree(body).get("keyId").asString());
        return "";
    }

    private Map<String, Object> make(Slot slot) {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        Map<String, Object> key = new java.util.HashMap<>();
        key.put("keyId", Ids.next().toString());
        if (slot.owner() != null) {
            key.put("ownerId", slot.owner());
        }
        key.put("purpose", slot.purpose());
        key.put("month", slot.month());
        key.put("secret", Base64.getEncoder().encodeToString(secret));
        byId.put((String) Objects.requireNonNull(key.get("keyId")), key);
        return key;
    }

    private String lookup(String body) {
        List<Object> keys = new ArrayList<>();
        for (JsonNode id : json.readTree(body).get("keyIds")) {
            Map<String, Object> key = byId.get(id.asString());
            if (key != null) {
                keys.add(key);
            }
        }
        return json.writeValueAsString(Map.of("keys", keys));
    }
}
