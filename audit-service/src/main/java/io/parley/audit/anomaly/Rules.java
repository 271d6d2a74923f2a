package io.parley.audit.anomaly;

import static io.parley.contracts.AuditAction.ANOMALY_RULE_ACTIVATED;
import static io.parley.contracts.AuditAction.ANOMALY_RULE_PROPOSED;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who proposes a version of a rule does not activate it: else whoever is watched could switch the watch off.
@Service
class Rules {

    private static final int LONGEST_NAME = 100;
    private static final int MOST = 100;
    private static final int MOST_VERSIONS = 1000;

    private final RuleStore store;
    private final AuditTrail trail;
    private final Clock clock;

    Rules(RuleStore store, AuditTrail trail, Clock clock) {
        this.store = store;
        this.trail = trail;
        this.clock = clock;
    }

    List<Rule> all() {
        return store.all();
    }

    Rule find(UUID ruleId, int version) {
        return store.find(ruleId, version).orElseThrow(() -> DomainException.notFound("rule"));
    }

    @Transactional
    public Rule propose(PersonCaller caller, String name, String kind, Map<String, String> parameters) {
        store.lock();
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw DomainException.invalid("name", "1.." + LONGEST_NAME + " characters, not blank");
        }
        if (store.all().stream().map(Rule::ruleId).distinct().count() >= MOST) {
            throw new DomainException(ErrorCode.CONFLICT, "rules: " + MOST + " already (expected: fewer)");
        }
        return propose(caller, rule(caller, Ids.next(), 1, name.strip(), RuleKind.of(kind), parameters, true));
    }

    @Transactional
    public Rule propose(PersonCaller caller, UUID ruleId, Map<String, String> parameters, boolean enabled) {
        store.lock();
        List<Rule> versions = store.versions(ruleId);
        if (versions.isEmpty()) {
            throw DomainException.notFound("rule");
        }
        Rule last = versions.getLast();
        if (last.version() >= MOST_VERSIONS) {
            throw new DomainException(ErrorCode.CONFLICT, "versions: " + MOST_VERSIONS + " already (expected: fewer)");
        }
        return propose(caller, rule(caller, ruleId, last.version() + 1, last.name(), last.kind(), parameters, enabled));
    }

    /// From the next event on that is looked at. It remembers nothing of what was before.
    @Transactional
    public Rule activate(PersonCaller caller, UUID ruleId, int version) {
        store.lock();
        Rule rule = find(ruleId, version);
        SecondPerson.require(rule.proposedBy().equals(caller.actorId()));
        List<Rule> versions = store.versions(ruleId);
        boolean late = versions.stream().anyMatch(other -> other.version() >= version && other.activatedAt() != null);
        if (late) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "version: " + version + " (expected: later than every activated one)");
        }
        store.activate(rule, caller.actorId(), clock.instant());
        trail.record(changed(
                event(ANOMALY_RULE_ACTIVATED, caller, rule),
                versions.stream()
                        .filter(other -> other.activatedAt() != null)
                        .reduce((_, later) -> later)
                        .orElse(null),
                rule));
        return find(ruleId, version);
    }

    private Rule propose(PersonCaller caller, Rule rule) {
        rule.condition();
        store.insert(rule);
        trail.record(event(ANOMALY_RULE_PROPOSED, caller, rule));
        return rule;
    }

    private Rule rule(
            PersonCaller caller,
            UUID ruleId,
            int version,
            String name,
            RuleKind kind,
            Map<String, String> parameters,
            boolean enabled) {
        return new Rule(
                ruleId, version, name, kind, parameters, enabled, caller.actorId(), clock.instant(), null, null);
    }

    /// @param before the version that was in force; null: none
    private static AuditEvent changed(AuditEvent event, @Nullable Rule before, Rule after) {
        return event.changed("version", before == null ? null : before.version(), after.version())
                .changed("enabled", before == null ? null : before.enabled(), after.enabled())
                .changed(
                        "parameters",
                        before == null ? null : new TreeMap<>(before.parameters()),
                        new TreeMap<>(after.parameters()));
    }

    private static AuditEvent event(AuditAction action, PersonCaller caller, Rule rule) {
        return AuditEvent.of(action)
                .by(caller)
                .on("anomaly-rule", rule.ruleId().toString())
                .detail("version", rule.version())
                .detail("kind", rule.kind().code())
                .detail("enabled", rule.enabled());
    }
}
