package io.parley.audit.anomaly;

import io.parley.contracts.Coded;
import io.parley.platform.problem.DomainException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The closed set of what a rule can be about, each with its parameters.
enum RuleKind implements Coded {
    BULK_READING(tooMuch(Measure.READS)),
    REPEATED_REFUSALS(tooMuch(Measure.REFUSALS)),
    SELF_APPROVAL(tooMuch(Measure.OWN_APPROVALS)),
    MASS_EXPORT(tooMuch(Measure.EXPORTED_RECORDS)),
    KEY_DESTRUCTION(tooMuch(Measure.KEY_DESTRUCTIONS)),
    ODD_HOURS(
            Set.of("zone", "from", "to", "weekends"),
            given -> new Condition.OddHours(
                    given.zone("zone"), given.time("from"), given.time("to"), given.flag("weekends"))),
    DORMANT_ACCOUNT(Set.of("days"), given -> new Condition.Dormant((int) given.number("days", 1, 3650)));

    private final Set<String> names;
    private final Function<Parameters, Condition> reader;

    RuleKind(Function<Parameters, Condition> tooMuch) {
        this(Set.of("count", "window"), tooMuch);
    }

    RuleKind(Set<String> names, Function<Parameters, Condition> reader) {
        this.names = names;
        this.reader = reader;
    }

    /// @throws DomainException that names the parameter and its rule
    Condition condition(Map<String, String> parameters) {
        return reader.apply(new Parameters(parameters, names));
    }

    static RuleKind of(String code) {
        return Coded.find(values(), code)
                .orElseThrow(() -> DomainException.invalid("kind", "one of " + Coded.codes(values())));
    }

    /// What is remembered of an actor is at most as long as the threshold.
    private static Function<Parameters, Condition> tooMuch(Measure measure) {
        long most = measure == Measure.EXPORTED_RECORDS ? 1_000_000_000L : 10_000;
        return given -> new Condition.TooMuch(measure, given.number("count", 1, most), given.window("window"));
    }
}
