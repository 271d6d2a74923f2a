package io.parley.local.demo;

import io.parley.client.Archive;
import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.Coverage;
import io.parley.client.Archive.Grant;
import io.parley.client.Archive.GrantRequest;
import io.parley.client.Archive.Scope;
import io.parley.client.Archive.Search;
import io.parley.client.GrantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;

/// What the archive holds, and who may read it.
final class Reading {

    private static final String WORD = "上海";

    private final Cast cast;
    private final Talk talk;
    private final Narrator narrator;
    private final Clock clock;
    private final String caseRef;
    private GrantId grant = new GrantId("");

    Reading(Cast cast, Talk talk, Narrator narrator, Clock clock) {
        this.cast = cast;
        this.talk = talk;
        this.narrator = narrator;
        this.clock = clock;
        this.caseRef = "DEMO-" + talk.id().toString().substring(0, 13);
    }

    String caseRef() {
        return caseRef;
    }

    GrantId grant() {
        return grant;
    }

    void covered() {
        narrator.step("The archive accounts for every event of the conversation");
        Coverage coverage = narrator.eventually("coverage", this::coverage, now -> now.archived() == talk.lastNumber());
        narrator.same("last number", talk.lastNumber(), coverage.lastSeq());
        narrator.same("missing", 0L, coverage.missing());
        narrator.same("left out", 0L, coverage.notArchivedCount());
        narrator.done("numbers 1 to " + coverage.lastSeq() + ": " + coverage.archived() + " archived, 0 missing");
    }

    Coverage coverage() {
        return erin().coverage(talk.id());
    }

    void refused() {
        narrator.step("Erin, the officer, looks for " + WORD + " without a grant that someone else approved");
        narrator.refused(
                "a search without a grant", 403, "grant-required", () -> erin().search(Search.text(null, WORD)));
        grant = erin().request(request()).grantId();
        narrator.done("grant " + grant + " requested for case " + caseRef);
        narrator.refused("a search before approval", 403, "grant-required", () -> erin().search(search()));
        narrator.refused("approval by Erin herself", 403, "four-eyes", () -> erin().approve(grant, "mine"));
    }

    void allowed() {
        narrator.step("Frank approves; now the search works, and only inside its scope");
        Grant approved = cast.frank().api().archive().approve(grant, "reviewed");
        narrator.done("grant is " + approved.state());
        List<ArchivedRecord> found = erin().search(search()).items();
        narrator.same("numbers found", talk.numbersSaying(WORD), numbers(found));
        narrator.done(WORD + " was found inside the sentences of messages " + numbers(found));
        narrator.refused(
                "a search for a person outside the scope",
                403,
                "out-of-scope",
                () -> erin().search(new Search(grant, WORD, List.of(cast.grace().id()), null, null, null, null)));
    }

    void kept() {
        narrator.step("Edited and recalled messages are kept, and each record says why it is there");
        ArchivedRecord edited = record(talk.message(Talk.EDITED).toString());
        narrator.holds(
                "both versions of the edited message",
                edited.versions() != null && edited.versions().size() == 2);
        narrator.done("record " + edited.recordId() + " holds both versions");
        ArchivedRecord recalled = record(talk.message(Talk.RECALLED).toString());
        narrator.holds(
                "the recalled message with its mark",
                recalled.recalled() && !recalled.text().isEmpty());
        narrator.done("record " + recalled.recordId() + " is marked as recalled and kept");
        Archive.RecordBasis basis = erin().basis(edited.recordId());
        narrator.same("parties", 3, basis.parties().size());
        String grounds = basis.parties().stream()
                .map(party -> name(party) + " by " + party.ground())
                .sorted()
                .collect(Collectors.joining(", "));
        narrator.same("grounds", "alice by notice, bob by notice, dave by consent", grounds);
        narrator.done("archived because: " + grounds);
    }

    /// The records of the conversation that the grant lets Erin see.
    List<ArchivedRecord> everything() {
        return erin().search(new Search(grant, null, null, null, null, null, 200))
                .items();
    }

    private ArchivedRecord record(String messageId) {
        ArchivedRecord hit = everything().stream()
                .filter(found -> found.messageId() != null
                        && messageId.equals(found.messageId().toString()))
                .findFirst()
                .orElseThrow(() -> new Differs("record of message " + messageId + ": absent (expected: archived)"));
        return erin().record(hit.recordId(), grant);
    }

    private String name(Archive.Party party) {
        for (Actor actor : cast.all()) {
            if (actor.id().equals(party.personId())) {
                return actor.name();
            }
        }
        return party.personId().toString();
    }

    private Search search() {
        return Search.text(grant, WORD);
    }

    private GrantRequest request() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var people = List.of(cast.alice().id(), cast.bob().id(), cast.dave().id());
        var scope =
                new Scope(people, List.of(talk.id()), now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
        return new GrantRequest(
                "investigation",
                caseRef,
                "A customer disputes what was promised.",
                scope,
                now.plus(Duration.ofDays(1)));
    }

    private Archive erin() {
        return cast.erin().api().archive();
    }

    private static List<Long> numbers(List<ArchivedRecord> records) {
        return records.stream().map(ArchivedRecord::seq).sorted().toList();
    }
}
