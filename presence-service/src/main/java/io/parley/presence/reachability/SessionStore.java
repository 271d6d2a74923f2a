package io.parley.presence.reachability;

import io.parley.contracts.PersonId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;

/// Sessions and settings in Redis. Each change is one script, so two instances never see half of one.
///
/// Keys: `presence:sessions:{person}` (sorted set: session by expiry), `presence:person:{person}` (hash: away,
/// visibility, lastSeen, announced), `presence:expiries` (sorted set: person by latest expiry). Times are epoch
/// milliseconds.
@Repository
class SessionStore {

    private static final String EXPIRIES = "presence:expiries";
    private static final int SWEPT_AT_ONCE = 1000;
    private static final RedisScript<Long> TOUCH = RedisScript.of(new ClassPathResource("lua/touch.lua"), Long.class);
    private static final RedisScript<Long> LEAVE = RedisScript.of(new ClassPathResource("lua/leave.lua"), Long.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> STANDING =
            RedisScript.of(new ClassPathResource("lua/standing.lua"), List.class);

    private final StringRedisTemplate redis;
    private final Clock clock;

    SessionStore(StringRedisTemplate redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    void touch(PersonId person, String session, Instant seen, Instant expires) {
        redis.execute(
                TOUCH,
                List.of(sessions(person), settings(person), EXPIRIES),
                session,
                millis(expires),
                millis(seen),
                person.toString());
    }

    void leave(PersonId person, String session, Instant at) {
        redis.execute(LEAVE, List.of(sessions(person), settings(person)), session, millis(at));
    }

    Standing standing(PersonId person) {
        return Standing.of(redis.execute(
                STANDING,
                List.of(sessions(person), settings(person), EXPIRIES),
                millis(clock.instant()),
                person.toString()));
    }

    void announced(PersonId person, String state) {
        redis.opsForHash().put(settings(person), "announced", state);
    }

    void choose(PersonId person, Visibility visibility, boolean away) {
        redis.opsForHash()
                .putAll(settings(person), java.util.Map.of("visibility", visibility.code(), "away", away ? "1" : "0"));
    }

    /// People whose latest session fell silent.
    List<PersonId> silent() {
        Set<String> found = redis.opsForZSet().rangeByScore(EXPIRIES, 0, clock.millis(), 0, SWEPT_AT_ONCE);
        return Stream.ofNullable(found)
                .flatMap(Set::stream)
                .map(PersonId::parse)
                .toList();
    }

    private static String sessions(PersonId person) {
        return "presence:sessions:{" + person + "}";
    }

    private static String settings(PersonId person) {
        return "presence:person:{" + person + "}";
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
