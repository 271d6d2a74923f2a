package io.parley.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.audit.report.AccessReport.Access;
import io.parley.audit.report.AccessReport.Erased;
import io.parley.audit.report.AccessReport.Integrity;
import io.parley.audit.report.AccessReport.OpenGrant;
import io.parley.audit.report.AccessReport.OpenHold;
import io.parley.audit.report.AccessReport.Refused;
import io.parley.audit.report.AccessReport.Swept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Writes the page to `target/access-report.html` as well, to be looked at.
class ReportPageTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String HOSTILE = "<img src=x onerror=\"alert('1')\">&";
    private static final String ID = "0190c3a4-7a10-7c3e-9b0e-5f0c6a1d2e3f";

    @Test
    void everyValueIsEscapedWhereverItStands() {
        String page = ReportPage.of(signed(report(HOSTILE, true)));

        assertThat(page)
                .doesNotContain("<img", "onerror=\"")
                .contains("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;");
        assertThat(Pattern.compile("<(script|a|link|iframe|object|form)\\b")
                        .matcher(page)
                        .find())
                .isFalse();
    }

    @Test
    void everyListIsThereAndAnEmptyOneSaysSo() throws IOException {
        String page = ReportPage.of(signed(report("CASE-2026-17", true)));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/access-report.html"), page);

        assertThat(page)
                .contains("archive.searched", "four-eyes", ">approved<", ">silent<", ">1200<", "erasure-request")
                .contains("2026-03-01 12:00:00", "What was checked holds.", "\u2014 parley.audit.eu AAAA")
                .doesNotContain("None.");
        assertThat(ReportPage.of(signed(empty()))).contains("None.").doesNotContain("<table>");
    }

    @Test
    void whatDoesNotHoldIsSaid() {
        assertThat(ReportPage.of(signed(report("c", false))))
                .contains("Something does not hold.", "DOES NOT HOLD", "Too long for this report", "access, refused");
    }

    private static AccessReports.Signed signed(AccessReport report) {
        return new AccessReports.Signed(
                report, "{\"schema\":\"s\"}", "ab".repeat(32), "{\"schema\":\"s\"}\n\n\u2014 parley.audit.eu AAAA\n");
    }

    private static AccessReport report(String text, boolean holds) {
        return new AccessReport(
                AccessReport.SCHEMA,
                text,
                NOON.minusSeconds(86_400),
                NOON,
                NOON,
                List.of(
                        new Access(ID, "archive.searched", "investigation", text, 12, 31, NOON, NOON),
                        new Access(ID, "archive.exported", "regulator-request", text, 1, 2500, NOON, NOON),
                        new Access(text, text, text, null, 1, 1, NOON, NOON)),
                List.of(
                        new Refused(ID, "access.refused", "four-eyes", 3, NOON, NOON),
                        new Refused(text, text, text, 1, NOON, NOON)),
                List.of(
                        new OpenGrant(ID, "approved", "investigation", text, ID, ID, NOON, NOON),
                        new OpenGrant(text, text, text, text, text, null, NOON, Instant.MAX)),
                List.of(
                        new OpenHold(ID, "in-force", text, "silent", ID, NOON),
                        new OpenHold(text, text, text, text, text, NOON)),
                List.of(new Swept(ID, NOON, "1200", "40", "7"), new Swept(text, NOON, text, text, text)),
                List.of(new Erased(ID, NOON, "erasure-request", "4"), new Erased(text, NOON, text, text)),
                new Integrity(
                        text, 120_034, text, true, holds, 100_000L, true, 1000, holds ? List.of() : List.of(7L), 0),
                holds ? List.of() : List.of("access", "refused"));
    }

    private static AccessReport empty() {
        return new AccessReport(
                AccessReport.SCHEMA,
                "eu",
                NOON.minusSeconds(86_400),
                NOON,
                NOON,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Integrity("parley.audit.eu", 0, "root", true, true, null, null, 0, List.of(), 0),
                List.of());
    }
}
