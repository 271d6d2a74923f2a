package io.parley.audit.siem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SyslogLineTest {

    private static final String AT = "2026-03-01T12:00:00.120Z";

    @Test
    void isALineOfTheStandard() {
        var event = new Outgoing(41, AT, "archive.viewed", "archive-service", 3, "{\"a\":\"\\u4e2d\"}");

        assertThat(SyslogLine.of(event, "parley-eu"))
                .isEqualTo("<108>1 2026-03-01T12:00:00.120Z parley-eu archive-service - archive.viewed"
                        + " [meta sequenceId=\"42\"] {\"a\":\"\\u4e2d\"}");
    }

    @Test
    void whatDidNotSucceedIsAWarningAndAFindingAnError() {
        assertThat(SyslogParser.parse(SyslogLine.of(event(1), "h")).priority()).isEqualTo(13 * 8 + 6);
        assertThat(SyslogParser.parse(SyslogLine.of(event(3), "h")).priority()).isEqualTo(13 * 8 + 4);
        assertThat(SyslogParser.parse(SyslogLine.of(event(4), "h")).priority()).isEqualTo(13 * 8 + 3);
    }

    /// Names of later releases, or of somebody who tries, may hold anything.
    @Property
    void staysWithinTheGrammar(
            @ForAll String action,
            @ForAll String service,
            @ForAll String host,
            @ForAll @LongRange(min = 0) long index,
            @ForAll @IntRange(max = 6) int severity)
            throws IOException {
        var event = new Outgoing(index, AT, action, service, severity, "{}");

        byte[] frames = (new String(SyslogLine.frame(event, host), US_ASCII).repeat(2)).getBytes(US_ASCII);
        var in = new ByteArrayInputStream(frames);

        assertThat(SyslogParser.next(in)).isPresent().isEqualTo(SyslogParser.next(in));
        assertThat(SyslogParser.next(in)).isEmpty();
    }

    private static Outgoing event(int severity) {
        return new Outgoing(0, AT, "a.b", "s", severity, "{}");
    }
}
