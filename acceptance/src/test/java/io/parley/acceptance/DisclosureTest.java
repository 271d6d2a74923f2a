package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.ArchivedRecord;
import io.parley.client.Archive.ExportRequest;
import io.parley.client.ConversationId;
import io.parley.client.ExportId;
import io.parley.client.GrantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// People learn who read what they wrote; later, where two persons decided so, and on record.
class DisclosureTest {

    private static final String DELAYS = "/v1/audit/disclosure-delays";

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final String caseRef = Officers.newCase();
    private ConversationId conversation;

    @BeforeEach
    void talk() {
        conversation = alice.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        alice.says(conversation, "What only Alice wrote.");
        Officers.coverage(conversation, 1);
    }

    @Test
    void whoWroteLearnsOfEveryReadingAndWhoDidNotLearnsOfNone() throws IOException {
        GrantId grant = Officers.granted(caseRef, conversation);
        ArchivedRecord found = Officers.everything(grant).getFirst();
        Officers.archive().record(found.recordId(), grant);
        exported(grant);

        List<JsonNode> told = Wait.shortly().until(() -> ofCase(alice), items -> items.size() >= 3);

        assertThat(told)
                .extracting(item -> item.path("action").asString())
                .containsExactly("archive.searched", "archive.viewed", "archive.exported");
        assertThat(told).allSatisfy(item -> {
            assertThat(item.path("purpose").asString()).isEqualTo("investigation");
            assertThat(item.path("reader").path("role").asString()).isEqualTo("officer");
            assertThat(Instant.parse(item.path("at").asString()))
                    .isBefore(Instant.now().plusSeconds(5));
            assertThat(item.toString())
                    .doesNotContain(
                            Region.erinTheOfficer().id().toString(), bob.id().toString());
        });
        assertThat(told.get(1).path("recordId").asString())
                .isEqualTo(found.recordId().toString());
        assertThat(told.stream()
                        .map(item -> item.path("reader").path("id").asString())
                        .distinct())
                .hasSize(1);
        assertThat(ofCase(bob)).isEmpty();
        Raw.anonymous().get("/v1/me/disclosures").isProblem(401, "unauthenticated");
    }

    @Test
    void asLongAsAnInvestigationIsSilentNothingIsToldAndThenAllOfIt() {
        Instant until = Instant.now().plus(Duration.ofDays(30));
        String request = "{\"caseRef\":\"%s\",\"ground\":\"investigation-at-risk\",\"until\":\"%s\"}";
        alice.http().post(DELAYS, request.formatted(caseRef, until)).isProblem(403, "forbidden");
        Region.erinTheOfficer()
                .http()
                .post(DELAYS, request.formatted(caseRef, until.plus(Duration.ofDays(90))))
                .isProblem(400, "invalid-request");
        String delay = Region.erinTheOfficer()
                .http()
                .post(DELAYS, request.formatted(caseRef, until))
                .hasStatus(201)
                .json()
                .path("delayId")
                .asString();
        Region.frankTheApprover()
                .http()
                .post(DELAYS + "/" + delay + "/approve", "")
                .hasStatus(200);
        GrantId grant = Officers.granted(caseRef, conversation);
        Officers.everything(grant);
        String open = Officers.newCase();
        Officers.everything(Officers.granted(open, conversation));

        Wait.shortly().until(() -> !of(alice, open).isEmpty());
        assertThat(ofCase(alice)).isEmpty();
        alice.http().get(DELAYS).isProblem(403, "forbidden");
        Region.frankTheApprover().http().post(DELAYS + "/" + delay + "/end", "").hasStatus(200);

        JsonNode told = ofCase(alice).getFirst();
        assertThat(told.path("delayed").path("ground").asString()).isEqualTo("investigation-at-risk");
        Wait.shortly()
                .until(() -> Region.graceTheAuditor()
                                .http()
                                .get("/v1/audit/events?objectId=" + delay)
                                .json()
                                .path("items")
                                .size()
                        == 3);
    }

    private List<JsonNode> ofCase(Persona person) {
        return of(person, caseRef);
    }

    private static List<JsonNode> of(Persona person, String wanted) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        while (after != null) {
            JsonNode page = person.http()
                    .get("/v1/me/disclosures?limit=500&after=" + after)
                    .hasStatus(200)
                    .json();
            page.path("items").forEach(all::add);
            after = page.path("nextCursor").isNull()
                    ? null
                    : page.path("nextCursor").asString();
        }
        return all.stream()
                .filter(item -> item.path("caseRef").asString().equals(wanted))
                .toList();
    }

    private static void exported(GrantId grant) throws IOException {
        ExportId export = Officers.archive()
                .requestExport(ExportRequest.all(grant, "json"))
                .exportId();
        Region.frankTheApprover().api().archive().approve(export, "reviewed");
        Wait.atMost(Duration.ofSeconds(60))
                .until(() -> Officers.archive().export(export).state().equals("ready"));
        try (InputStream zip = Officers.archive().download(export)) {
            assertThat(zip.readAllBytes()).isNotEmpty();
        }
    }
}
