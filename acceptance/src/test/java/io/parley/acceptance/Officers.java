package io.parley.acceptance;

import io.parley.client.Archive;
import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.Coverage;
import io.parley.client.Archive.GrantRequest;
import io.parley.client.Archive.Scope;
import io.parley.client.Archive.Search;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// What an officer does: ask for a grant and read under it.
final class Officers {

    private Officers() {}

    static Archive archive() {
        return Region.erinTheOfficer().api().archive();
    }

    static String newCase() {
        return "CASE-" + UUID.randomUUID().toString().substring(0, 8);
    }

    static GrantRequest request(String caseRef, ConversationId conversation, Instant expiresAt) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var scope = new Scope(
                List.of(), List.of(conversation), now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
        return new GrantRequest("investigation", caseRef, "A test of what the grant allows.", scope, expiresAt);
    }

    static GrantId requested(String caseRef, ConversationId conversation) {
        return archive()
                .request(request(caseRef, conversation, Instant.now().plus(Duration.ofDays(1))))
                .grantId();
    }

    static GrantId granted(String caseRef, ConversationId conversation) {
        GrantId grant = requested(caseRef, conversation);
        Region.frankTheApprover().api().archive().approve(grant, "reviewed");
        return grant;
    }

    /// Two persons release a hold that Erin placed, and let go what it kept.
    static void dispose(String hold) {
        for (String verb : List.of("release", "disposition")) {
            for (Persona person : List.of(Region.erinTheOfficer(), Region.frankTheApprover())) {
                person.http()
                        .post("/v1/archive/holds/" + hold + "/" + verb, "{\"comment\":\"settled\"}")
                        .hasStatus(200);
            }
        }
    }

    static List<ArchivedRecord> everything(GrantId grant) {
        return archive()
                .search(new Search(grant, null, null, null, null, null, 1000))
                .items();
    }

    /// The archive's account once it has caught up with this number.
    static Coverage coverage(ConversationId conversation, long lastSeq) {
        return Wait.atMost(Duration.ofSeconds(60))
                .until(() -> archive().coverage(conversation), now -> now.lastSeq() >= lastSeq && now.missing() == 0);
    }
}
