package io.parley.benchmarks;

import io.parley.benchmarks.people.Crowd;
import io.parley.client.Archive;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Who reads the archive, and who lets them: two persons, as always.
final class Officers {

    private static final String OFFICER = "erin";
    private static final String APPROVER = "frank";
    private static final Duration FOR = Duration.ofHours(12);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration EXPORT_WITHIN = Duration.ofMinutes(10);

    private final Archive officer;
    private final Archive approver;
    private final Instant from;
    private final Instant to;

    /// @param from and to: what grants cover
    Officers(Crowd crowd, Instant from, Instant to) {
        this.officer = crowd.person(OFFICER).archive();
        this.approver = crowd.person(APPROVER).archive();
        this.from = from;
        this.to = to;
    }

    Instant from() {
        return from;
    }

    Instant to() {
        return to;
    }

    GrantId granted(List<PersonId> people, List<ConversationId> conversations) {
        Archive.Grant asked = officer.request(new Archive.GrantRequest(
                "investigation",
                "BENCH",
                "Measuring how fast the archive is",
                new Archive.Scope(people, conversations, from, to),
                to.plus(FOR)));
        return approver.approve(asked.grantId(), "measuring").grantId();
    }

    int search(Archive.Search search) {
        return officer.search(search).items().size();
    }

    /// From its approval until it is ready, or has failed.
    Archive.Export export(GrantId grant, String format) throws InterruptedException {
        Archive.Export export = officer.requestExport(Archive.ExportRequest.all(grant, format));
        export = approver.approve(export.exportId(), "measuring");
        long end = System.nanoTime() + EXPORT_WITHIN.toNanos();
        while (!export.state().matches("ready|failed") && System.nanoTime() < end) {
            Thread.sleep(LOOK);
            export = officer.export(export.exportId());
        }
        return export;
    }
}
