package io.parley.consent.basis;

import static java.time.ZoneOffset.UTC;

import io.parley.consent.person.PersonKind;
import io.parley.consent.watermark.EffectiveTime;
import io.parley.contracts.AuditAction;
import io.parley.contracts.Purpose;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Notices at the start that a region has other rules than the last time, puts that on record, and has everybody there
/// decided anew.
@Component
class RulesInForce {

    /// No digest: another one than that of no pack, which is empty.
    private static final String NEVER = "-";

    private final RulePacks packs;
    private final ReviewStore reviews;
    private final EffectiveTime effectiveTime;
    private final AuditTrail audit;
    private final JdbcClient jdbc;

    RulesInForce(RulePacks packs, ReviewStore reviews, EffectiveTime effectiveTime, AuditTrail audit, JdbcClient jdbc) {
        this.packs = packs;
        this.reviews = reviews;
        this.effectiveTime = effectiveTime;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void compareWithTheLastStart() {
        Instant at = effectiveTime.take();
        Set<String> regions = new TreeSet<>(packs.regions());
        regions.addAll(regionsBefore());
        regions.forEach(region -> compare(region, at));
    }

    private void compare(String region, Instant at) {
        @Nullable RulePack pack = packs.of(region);
        String digest = pack == null ? "" : pack.digest();
        String name = pack == null ? "" : pack.name();
        Optional<Stand> before = before(region);
        if (!digest.equals(before.map(Stand::digest).orElse(NEVER))) {
            put(region, name, digest, at);
            reviews.add(EnumSet.allOf(Purpose.class), EnumSet.allOf(PersonKind.class), Set.of(region), at);
            audit.record(AuditEvent.of(AuditAction.RULE_CHANGED)
                    .by("service", "consent-service")
                    .on("region", region)
                    .detail("pack", name)
                    .detail("digest", digest)
                    .changed("pack", before.map(Stand::pack).orElse(null), name)
                    .changed("digest", before.map(Stand::digest).orElse(null), digest));
        }
    }

    private Set<String> regionsBefore() {
        return jdbc.sql("SELECT DISTINCT region FROM rule_pack_in_force")
                .query((row, number) -> row.getString(1))
                .set();
    }

    private record Stand(String pack, String digest) {}

    /// Empty when nothing was ever in force.
    private Optional<Stand> before(String region) {
        return jdbc.sql(
                        "SELECT pack, digest FROM rule_pack_in_force WHERE region = :region ORDER BY since DESC LIMIT 1")
                .param("region", region)
                .query((row, number) -> new Stand(row.getString(1), row.getString(2)))
                .optional();
    }

    private void put(String region, String pack, String digest, Instant at) {
        jdbc.sql("INSERT INTO rule_pack_in_force (region, since, pack, digest) VALUES (:region, :at, :pack, :digest)")
                .param("region", region)
                .param("at", at.atOffset(UTC))
                .param("pack", pack)
                .param("digest", digest)
                .update();
    }
}
