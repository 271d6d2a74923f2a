package io.parley.presence.reachability;

import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Repository;

/// Sessions and settings in Redis. Each change is one script, so two instances never see half of one.
///
/// Keys: `presence:sessions:{person}` (sorted set: session by expiry), `presence:person:{person}` (hash: away,
/// visibility, lastSeen, announced), `presence:claim:{person}` (who announces the person now), `presence:expiries`
/// (sorted
/// set: person by when to look at them again). Times are epoch
/// milliseconds.
@Repository
class SessionStore {

    private static final String EXPIRIES = "presence:expiries";
    private static final int SWEPT_AT_ONCE = 1000;
    private static final RedisScript<Long> TOUCH = RedisScript.of(new ClassPathResource("lua/touch.lua"), Long.class);
    private static final RedisScript<Long> LEAVE = RedisScript.of(new ClassPathResource("lua/leave.lua"), Long.class);

    private static final RedisScript<Long> CLAIM = RedisScript.of(new ClassPathResource("lua/claim.lua"), Long.class);
    private static final RedisScript<Long> RELEASE =
            RedisScript.of(new ClassPathResource("lua/release.lua"), Long.class);

    @SuppressWarnings("rawtypes")
    private static final RedisScript<List> STANDING =
            RedisScript.of(new ClassPathResource("lua/standing.lua"), List.class);

    private final StringRedisTemplate redis;
    private final PresenceProperties properties;
    private final Clock clock;

    SessionStore(StringRedisTemplate redis, PresenceProperties properties, Clock clock) {
        this.redis = redis;
        this.properties = properties;
        this.clock = clock;
    }

    /// @return whether the session was not known to live
    boolean touch(PersonId person, String session, Instant seen, Instant expires) {
        return Long.valueOf(1)
                .equals(redis.execute(
                        TOUCH,
                        List.of(sessions(person), settings(person), EXPIRIES),
                        session,
                        millis(expires),
                        millis(seen),
                        person.toString()));
    }

    void leave(PersonId person, String session, Instant at) {
        redis.execute(LEAVE, List.of(sessions(person), settings(person)), session, millis(at));
    }

    Standing standing(PersonId person) {
        return Standing.of(redis.execute(
                STANDING,
                List.of(sessions(person), settings(person), EXPIRIES, claimOf(person)),
                millis(clock.instant()),
                person.toString()));
    }

    /// The right to announce a person, for a while; null when another has it.
    @Nullable
    String claim(PersonId person) {
        String token = Ids.next().toString();
        Instant now = clock.instant();
        boolean mine = Long.valueOf(1)
                .equals(redis.execute(
                        CLAIM,
                        List.of(claimOf(person), EXPIRIES),
                        token,
                        Long.toString(properties.announceLease().toMillis()),
                        person.toString(),
                        millis(now.plus(properties.announceLease())),
                        millis(now.plus(properties.sweepInterval()))));
        return mine ? token : null;
    }

    /// @param announced what gateways were told, as in [Standing#announcement()]; empty when nothing was
    void release(PersonId person, String claim, String announced) {
        redis.execute(RELEASE, List.of(claimOf(person), settings(person)), claim, announced);
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

    private static String claimOf(PersonId person) {
        return "presence:claim:{" + person + "}";
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
