package io.parley.platform.keys;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// consent-service's internal key calls (scope `internal`). Secrets travel only here, over the region's own network.
@HttpExchange("/internal/keys")
public interface KeysApi {

    /// Makes the keys that do not exist yet. Unknown people are left out of the answer.
    @PostExchange("/current")
    Keys current(@RequestBody Wanted wanted);

    /// Unknown and destroyed keys are left out of the answer.
    @PostExchange("/lookup")
    Keys lookup(@RequestBody Lookup lookup);

    /// Destroys a key of the region that a newer one has replaced. Of a destroyed one it says the same again.
    @PostExchange("/retire")
    void retire(@RequestBody Retired retired);

    /// @param month UTC, as `2026-11`; of a key of the region: see [DataKeys#regionKey]
    record Want(@Nullable UUID ownerId, KeyPurpose purpose, String month) {}

    record Wanted(List<Want> items) {}

    record Lookup(List<UUID> keyIds) {}

    record Retired(UUID keyId) {}

    record Keys(List<Key> keys) {}

    /// @param secret 32 bytes, base64 in JSON
    record Key(UUID keyId, @Nullable UUID ownerId, KeyPurpose purpose, String month, byte[] secret) {

        @Override
        public String toString() {
            return "Key[" + keyId + ", secret=[redacted]]";
        }
    }
}
