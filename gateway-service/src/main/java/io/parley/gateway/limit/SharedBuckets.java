package io.parley.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/// Token buckets that all gateways share, in Redis.
///
/// When Redis fails the limit fails open to a bucket of this gateway alone, so a person may go as many times faster as
/// there are gateways, and no further. `parley.limit.fallback` counts each time. Messages never stop for Redis.
@Component
final class SharedBuckets {

    private static final Logger LOG = LoggerFactory.getLogger(SharedBuckets.class);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final long MOST_LOCAL = 100_000;

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> TAKE = RedisScript.of(new ClassPathResource("limit/take.lua"), List.class);

    private final StringRedisTemplate redis;
    private final long restNanos;
    private final Counter fallbacks;
    private final Cache<String, TokenBucket> local = Caffeine.newBuilder()
            .maximumSize(MOST_LOCAL)
            .expireAfterAccess(IDLE)
            .build();
    private volatile long restUntil = System.nanoTime();

    SharedBuckets(StringRedisTemplate redis, LimitProperties properties, MeterRegistry metrics) {
        this.redis = redis;
        this.restNanos = properties.redisRest().toNanos();
        this.fallbacks = metrics.counter("parley.limit.fallback");
    }

    /// Takes up to `wanted` tokens. Blocks for Redis, at most for its command timeout.
    Grant take(String key, Pace pace, int wanted) {
        if (System.nanoTime() - restUntil >= 0) {
            try {
                return fromRedis(key, pace, wanted);
            } catch (DataAccessException down) {
                restUntil = System.nanoTime() + restNanos;
                LOG.warn(
                        "Redis cannot be asked; limits are per gateway for now: {}",
                        down.getClass().getSimpleName());
            }
        }
        fallbacks.increment();
        return fromHere(key, pace);
    }

    private Grant fromRedis(String key, Pace pace, int wanted) {
        List<?> answer = redis.execute(
                TAKE,
                List.of("parley:limit:" + key),
                Integer.toString(pace.rate()),
                Integer.toString(pace.burst()),
                Integer.toString(wanted));
        long given = ((Number) answer.get(0)).longValue();
        return new Grant(given, Duration.ofMillis(((Number) answer.get(1)).longValue()));
    }

    private Grant fromHere(String key, Pace pace) {
        Duration wait =
                local.get(key, fresh -> new TokenBucket(pace, System::nanoTime)).take(1);
        return new Grant(wait.isZero() ? 1 : 0, wait);
    }
}
