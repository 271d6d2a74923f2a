package io.parley.audit.anomaly;

import io.parley.audit.anomaly.TraceStore.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rules over a run of acts. The same for what just happened and for what is replayed.
final class Judgement {

    private final List<Judge> judges;
    private final Map<Key, Trace> traces;
    private final Map<Key, Trace> changed = new HashMap<>();

    /// @param traces what is remembered from before
    Judgement(List<Rule> rules, Map<Key, Trace> traces) {
        this.judges =
                rules.stream().map(rule -> new Judge(rule, rule.condition())).toList();
        this.traces = new HashMap<>(traces);
    }

    private record Judge(Rule rule, Condition condition) {}

    /// @param found how much was found: reads, refusals, records, days, as the rule counts
    record Finding(Rule rule, Act act, long found) {}

    List<Finding> judge(Act act) {
        List<Finding> findings = new ArrayList<>();
        for (Judge judge : judges) {
            Key key = new Key(judge.rule().ruleId(), judge.rule().version(), act.actor());
            Trace before = traces.getOrDefault(key, Trace.NOTHING);
            Condition.Verdict verdict = judge.condition().judge(before, act);
            if (!verdict.after().equals(before)) {
                traces.put(key, verdict.after());
                changed.put(key, verdict.after());
            }
            verdict.found().ifPresent(found -> findings.add(new Finding(judge.rule(), act, found)));
        }
        return findings;
    }

    Map<Key, Trace> changed() {
        return Map.copyOf(changed);
    }
}
