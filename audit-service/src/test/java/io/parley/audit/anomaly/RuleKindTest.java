package io.parley.audit.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.audit.anomaly.Condition.TooMuch;
import io.parley.platform.problem.DomainException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleKindTest {

    @Test
    void readsItsParameters() {
        assertThat(RuleKind.of("mass-export").condition(Map.of("count", "10000", "window", "P1D")))
                .isEqualTo(new TooMuch(Measure.EXPORTED_RECORDS, 10_000, Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bulk-reading    |                                                   | parameters.count
            bulk-reading    | count=0 window=PT1H                               | parameters.count
            bulk-reading    | count=10001 window=PT1H                           | parameters.count
            bulk-reading    | count=99999999999 window=PT1H                     | parameters.count
            bulk-reading    | count=-1 window=PT1H                              | parameters.count
            bulk-reading    | count=5                                           | parameters.window
            bulk-reading    | count=5 window=P32D                               | parameters.window
            bulk-reading    | count=5 window=PT0S                               | parameters.window
            bulk-reading    | count=5 window=hour                               | parameters.window
            bulk-reading    | count=5 window=PT1H days=3                        | parameters
            odd-hours       | zone=Mars from=22:00 to=05:00 weekends=true       | parameters.zone
            odd-hours       | zone=Etc/UTC from=25:00 to=05:00 weekends=true    | parameters.from
            odd-hours       | zone=Etc/UTC from=22:00 to=late weekends=true     | parameters.to
            odd-hours       | zone=Etc/UTC from=22:00 to=05:00 weekends=perhaps | parameters.weekends
            dormant-account | days=0                                            | parameters.days
            """)
    void refusesWhatBreaksARule(String kind, String given, String field) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (given != null) {
            Arrays.stream(given.split(" "))
                    .map(pair -> pair.split("="))
                    .forEach(pair -> parameters.put(pair[0], pair[1]));
        }

        assertThatThrownBy(() -> RuleKind.of(kind).condition(parameters))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.violations())
                                .singleElement()
                                .satisfies(violation ->
                                        assertThat(violation.field()).isEqualTo(field)));
    }

    @Test
    void eachMeasureCountsItsOwnActs() {
        assertThat(Measure.READS.of(act("archive.viewed", "success", "", 1))).isOne();
        assertThat(Measure.READS.of(act("archive.viewed", "refused", "", 1))).isZero();
        assertThat(Measure.REFUSALS.of(act("access.refused", "refused", "forbidden", 1)))
                .isOne();
        assertThat(Measure.OWN_APPROVALS.of(act("access.refused", "refused", "forbidden", 1)))
                .isZero();
        assertThat(Measure.OWN_APPROVALS.of(act("access.refused", "refused", "four-eyes", 1)))
                .isOne();
        assertThat(Measure.EXPORTED_RECORDS.of(act("archive.exported", "success", "", 70)))
                .isEqualTo(70);
        assertThat(Measure.EXPORTED_RECORDS.of(act("archive.viewed", "success", "", 70)))
                .isZero();
        assertThat(Measure.KEY_DESTRUCTIONS.of(act("key.destruction-done", "success", "", 1)))
                .isOne();
        assertThat(Measure.KEY_DESTRUCTIONS.of(act("key.created", "success", "", 1)))
                .isZero();
    }

    private static Act act(String action, String outcome, String code, long records) {
        return new Act(0, "e", Instant.EPOCH, "p", action, outcome, code, records);
    }
}
