package io.parley.archive.retention;

import io.parley.platform.identity.ServiceClients;
import io.parley.platform.retention.StatutoryApi;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// What binds now: the policies in force, and the statutory periods that consent-service has on file. Fails closed:
/// without its answer there is no rule.
@Component
class RulesInForce {

    private final PolicyStore policies;
    private final StatutoryApi statutory;

    RulesInForce(PolicyStore policies, ServiceClients clients) {
        this.policies = policies;
        this.statutory = clients.create(StatutoryApi.class, "consent");
    }

    /// @param steps how many steps had been taken with policies when this was read
    record Current(RetentionRule rule, long steps) {}

    /// As if this policy were in force, too.
    RetentionRule with(RetentionPolicy policy) {
        Stream<RetentionPolicy> others =
                inForce(policies.all()).filter(other -> !other.id().equals(policy.id()));
        return rule(Stream.concat(others, Stream.of(policy)).toList());
    }

    Current current() {
        List<RetentionPolicy> all = policies.all();
        long steps = all.stream().mapToLong(policy -> policy.acts().size()).sum();
        return new Current(rule(inForce(all).toList()), steps);
    }

    private static Stream<RetentionPolicy> inForce(List<RetentionPolicy> policies) {
        return policies.stream().filter(RetentionPolicy::isInForce);
    }

    private RetentionRule rule(List<RetentionPolicy> acting) {
        boolean deletes = acting.stream().anyMatch(policy -> policy.action() == RetentionAction.DELETE_AFTER);
        return new RetentionRule(acting, deletes ? demands() : List.of());
    }

    private List<StatutoryPeriod> demands() {
        return statutory.keeping().demands().stream().map(StatutoryPeriod::of).toList();
    }
}
