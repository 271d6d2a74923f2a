package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.Search;
import io.parley.client.AuditLog.Change;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import io.parley.client.PersonId;
import io.parley.client.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody reads by role alone: two people, a scope, an end, and a record of every look.
class ArchiveTest {

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Persona dave = Region.dave().agreed();
    private ConversationId conversation;
    private String caseRef;

    @BeforeEach
    void talk() {
        conversation = alice.opens("customer", bob, dave).conversationId();
        caseRef = Officers.newCase();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        dave.says(conversation, "我家在上海东边，靠近地铁站。");
        alice.says(conversation, "The courier leaves Shanghai tomorrow.");
        bob.says(conversation, "好的，上海仓库明天就可以发货。");
        Officers.coverage(conversation, 3);
    }

    @Test
    void aWordInTheMiddleOfASentenceIsFoundUnderAGrant() {
        GrantId grant = Officers.granted(caseRef, conversation);

        assertThat(search(grant, "上海")).extracting(ArchivedRecord::seq).containsExactly(1L, 3L);
        assertThat(search(grant, "shanghai")).extracting(ArchivedRecord::seq).containsExactly(2L);
        assertThat(search(grant, "东边")).extracting(ArchivedRecord::text).containsExactly("我家在上海东边，靠近地铁站。");
        assertThat(search(grant, "海东边")).hasSize(1);
        assertThat(search(grant, "北京")).isEmpty();
        assertThat(search(grant, "hang")).isEmpty();
    }

    @Test
    void withoutALiveGrantNothingIsRead() {
        GrantId waiting = Officers.requested(caseRef, conversation);

        refused(() -> search(null, "上海"), "grant-required");
        refused(() -> search(new GrantId(ConversationId.next().toString()), "上海"), "grant-required");
        refused(() -> search(waiting, "上海"), "grant-required");
        Region.frankTheApprover().api().archive().refuse(waiting, "not enough reason");
        refused(() -> search(waiting, "上海"), "grant-required");
    }

    @Test
    void nobodyApprovesTheirOwnRequest() {
        GrantId grant = Officers.requested(caseRef, conversation);

        refused(() -> Officers.archive().approve(grant, "mine"), "four-eyes");
        refused(() -> Officers.archive().refuse(grant, "mine"), "four-eyes");
        refused(() -> Region.ivanTheAdmin().api().archive().approve(grant, "I run the place"), "forbidden");
        refused(() -> search(grant, "上海"), "grant-required");
    }

    @Test
    void aGrantOfAnotherOfficerIsNoUse() {
        GrantId grant = Officers.granted(caseRef, conversation);

        for (Persona other :
                List.of(alice, Region.ivanTheAdmin(), Region.graceTheAuditor(), Region.frankTheApprover())) {
            refused(() -> other.api().archive().search(Search.text(grant, "上海")), "forbidden");
        }
    }

    @Test
    void outsideItsScopeAGrantIsRefused() {
        GrantId grant = Officers.granted(caseRef, conversation);
        ConversationId other = alice.opens("customer", bob, dave).conversationId();
        alice.says(other, "something else");
        Officers.coverage(other, 1);
        GrantId otherGrant = Officers.granted(Officers.newCase(), other);
        ArchivedRecord elsewhere = Officers.everything(otherGrant).getFirst();

        refused(
                () -> Officers.archive()
                        .search(new Search(grant, "上海", List.of(Region.carol().id()), null, null, null, null)),
                "out-of-scope");
        refused(
                () -> Officers.archive()
                        .search(new Search(
                                grant, "上海", null, Instant.now().minus(Duration.ofDays(400)), null, null, null)),
                "out-of-scope");
        refused(() -> Officers.archive().record(elsewhere.recordId(), grant), "out-of-scope");
        assertThat(Officers.everything(grant))
                .allMatch(record -> record.conversationId().equals(conversation));
    }

    @Test
    void aRevokedGrantIsDead() {
        GrantId grant = Officers.granted(caseRef, conversation);
        assertThat(search(grant, "上海")).hasSize(2);

        assertThat(Region.frankTheApprover()
                        .api()
                        .archive()
                        .revoke(grant, "case closed")
                        .state())
                .isEqualTo("revoked");
        refused(() -> search(grant, "上海"), "grant-required");
    }

    @Test
    void anExpiredGrantIsDead() {
        Instant end = Instant.now().plusSeconds(4);
        GrantId grant = Officers.archive()
                .request(Officers.request(caseRef, conversation, end))
                .grantId();
        Region.frankTheApprover().api().archive().approve(grant, "quickly");
        assertThat(search(grant, "上海")).hasSize(2);

        Wait.shortly().untilAsserted(() -> refused(() -> search(grant, "上海"), "grant-required"));
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        Wait.atMost(Duration.ofSeconds(40)).until(() -> !events("grant.expired").isEmpty());
    }

    @Test
    void requestsWithoutReasonOrEndAreInvalid() {
        Raw erin = Region.erinTheOfficer().http();
        String scope =
                "\"scope\":{\"personIds\":[],\"conversationIds\":[\"%s\"],\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2030-01-01T00:00:00Z\"}"
                        .formatted(conversation);
        String expiry = "\"expiresAt\":\"" + Instant.now().plus(Duration.ofDays(1)) + "\"";
        String tooLate = "\"expiresAt\":\"" + Instant.now().plus(Duration.ofDays(31)) + "\"";
        String reason = "\"caseRef\":\"C-1\",\"justification\":\"A test of what is taken.\"";

        grant(erin, "{\"purpose\":\"curiosity\"," + reason + "," + scope + "," + expiry + "}")
                .hasStatus(400)
                .namesField("purpose");
        grant(erin, "{\"purpose\":\"investigation\",\"caseRef\":\"C-1\"," + scope + "," + expiry + "}")
                .hasStatus(400)
                .namesField("justification");
        assertThat(grant(erin, "{\"purpose\":\"investigation\"," + reason + "," + scope + "," + tooLate + "}")
                        .status())
                .isIn(400, 422);
        grant(alice.http(), "{\"purpose\":\"investigation\"," + reason + "," + scope + "," + expiry + "}")
                .isProblem(403, "forbidden");
    }

    @Test
    void whatWasEditedAndRecalledIsKeptAndMarked() {
        MessageId edited = alice.says(conversation, "the frist version");
        alice.api().messages().edit(conversation, edited, Content.text("the second version"));
        MessageId recalled = bob.says(conversation, "recalled later");
        bob.api().messages().recall(conversation, recalled);
        Officers.coverage(conversation, 7);
        GrantId grant = Officers.granted(caseRef, conversation);

        ArchivedRecord change = record(grant, edited);
        assertThat(change.text()).isEqualTo("the second version");
        assertThat(change.versions()
                        .valueStream()
                        .map(version -> version.path("content").path("text").asString()))
                .containsExactly("the frist version", "the second version");
        ArchivedRecord gone = record(grant, recalled);
        assertThat(gone.recalled()).isTrue();
        assertThat(gone.text()).isEqualTo("recalled later");
        assertThat(search(grant, "frist")).hasSize(1);
    }

    @Test
    void theBasisNamesAGroundForEachParty() {
        GrantId grant = Officers.granted(caseRef, conversation);
        ArchivedRecord record = Officers.everything(grant).getFirst();

        for (Persona reader :
                List.of(Region.erinTheOfficer(), Region.graceTheAuditor(), Region.heidiThePrivacyOfficer())) {
            var basis = reader.api().archive().basis(record.recordId());
            assertThat(basis.decidedAt()).isNotNull();
            assertThat(basis.parties())
                    .extracting(party -> party.personId().toString() + " " + party.ground())
                    .containsExactlyInAnyOrder(alice.id() + " notice", bob.id() + " notice", dave.id() + " consent");
            assertThat(basis.parties()).allMatch(party -> party.answerId() != null && party.noticeVersion() > 0);
        }
        refused(() -> alice.api().archive().basis(record.recordId()), "forbidden");
    }

    @Test
    void pagesOfResultsFollowOneAnother() {
        GrantId grant = Officers.granted(caseRef, conversation);

        var first = Officers.archive().search(new Search(grant, null, null, null, null, null, 2));
        var second = Officers.archive().search(new Search(grant, null, null, null, null, first.nextCursor(), 2));

        assertThat(first.items()).extracting(ArchivedRecord::seq).containsExactly(1L, 2L);
        assertThat(second.items()).extracting(ArchivedRecord::seq).containsExactly(3L);
        assertThat(second.nextCursor()).isNull();
    }

    @Test
    void everyActAndEveryRefusalIsOnRecord() {
        GrantId grant = Officers.requested(caseRef, conversation);
        refused(() -> Officers.archive().approve(grant, "mine"), "four-eyes");
        Region.frankTheApprover().api().archive().approve(grant, "reviewed");
        ArchivedRecord record = search(grant, "上海").getFirst();
        Officers.archive().record(record.recordId(), grant);
        Region.frankTheApprover().api().archive().revoke(grant, "done");

        PersonId erin = Region.erinTheOfficer().id();
        for (String action :
                List.of("grant.requested", "grant.approved", "archive.searched", "archive.viewed", "grant.revoked")) {
            Event event = Wait.shortly()
                    .until(() -> events(action), found -> !found.isEmpty())
                    .getFirst();
            assertThat(event.outcome()).isEqualTo("success");
            assertThat(event.purpose()).isEqualTo("investigation");
            assertThat(event.actor().id())
                    .isEqualTo(
                            List.of("grant.approved", "grant.revoked").contains(action)
                                    ? Region.frankTheApprover().id().toString()
                                    : erin.toString());
        }
        assertThat(events("grant.approved").getFirst().changes())
                .containsExactly(new Change("state", "requested", "approved"), new Change("live", "false", "true"));
        assertThat(events("grant.revoked").getFirst().changes())
                .containsExactly(new Change("state", "approved", "revoked"), new Change("live", "true", "false"));
        Wait.shortly()
                .until(() -> Region.graceTheAuditor()
                        .api()
                        .audit()
                        .all(new Filter(erin.toString(), "access.refused", null, null, null, null))
                        .stream()
                        .anyMatch(event -> event.detail() != null
                                && event.detail().path("code").asString("").equals("four-eyes")));
    }

    private List<Event> events(String action) {
        return Region.graceTheAuditor().api().audit().all(Filter.action(action).caseRef(caseRef));
    }

    private static Raw.Answer grant(Raw by, String body) {
        return by.post("/v1/archive/grants", body);
    }

    private static ArchivedRecord record(GrantId grant, MessageId message) {
        var hit = Officers.everything(grant).stream()
                .filter(found -> message.equals(found.messageId()))
                .findFirst()
                .orElseThrow();
        return Officers.archive().record(hit.recordId(), grant);
    }

    private static List<ArchivedRecord> search(GrantId grant, String text) {
        return Officers.archive().search(Search.text(grant, text)).items();
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, problem -> {
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.status()).isEqualTo(403);
        });
    }
}
