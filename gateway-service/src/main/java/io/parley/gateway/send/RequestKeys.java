package io.parley.gateway.send;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/// Remembers for a day what an `Idempotency-Key` was used for. Only a digest under the person's own data key is kept,
/// so
/// Redis holds nothing of the content and nothing that could be guessed from it.
///
/// Without Redis the check is left out: the command's own id still keeps a repeat from happening twice.
@Component
final class RequestKeys {

    private static final Logger LOG = LoggerFactory.getLogger(RequestKeys.class);
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int MAX_CHARS = 255;

    private final StringRedisTemplate redis;
    private final DataKeys keys;

    RequestKeys(StringRedisTemplate redis, DataKeys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /// @throws DomainException `idempotency-mismatch` when the key was used for another request
    void check(PersonId person, String key, String request, byte[] body) {
        if (key.isBlank() || key.length() > MAX_CHARS) {
            throw DomainException.invalid("Idempotency-Key", "expected: 1.." + MAX_CHARS + " characters, not blank");
        }
        byte[] whole = (request + "\n" + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
        DataKey current = keys.current(person, KeyPurpose.MESSAGE);
        try {
            compare("parley:request:" + commandId(person, key), current, whole);
        } catch (DataAccessException down) {
            LOG.warn(
                    "Idempotency keys cannot be remembered now: {}",
                    down.getClass().getSimpleName());
        }
    }

    private void compare(String slot, DataKey current, byte[] whole) {
        if (Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(slot, digest(current, whole), KEPT))) {
            return;
        }
        String first = redis.opsForValue().get(slot);
        if (first != null && !first.equals(digest(keyOf(first, current), whole))) {
            throw new DomainException(
                    ErrorCode.IDEMPOTENCY_MISMATCH, "this Idempotency-Key was used for another request");
        }
    }

    /// The key of the first use; a month may have ended since.
    private DataKey keyOf(String first, DataKey current) {
        KeyId used = KeyId.parse(first.substring(0, first.indexOf(':')));
        Map<KeyId, DataKey> found = used.equals(current.id()) ? Map.of() : keys.lookup(List.of(used));
        return found.getOrDefault(used, current);
    }

    private static String digest(DataKey key, byte[] whole) {
        return key.id() + ":" + HexFormat.of().formatHex(key.fingerprint(whole));
    }

    /// The same wish, however often it is sent under this key.
    static UUID commandId(PersonId person, String key) {
        return UUID.nameUUIDFromBytes((person + " " + key).getBytes(StandardCharsets.UTF_8));
    }
}
