package io.parley.consent.basis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.consent.Answers;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.consent.Notices;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.Purpose;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.contracts.event.BasisHistory;
import io.parley.contracts.event.BasisRecord;
import io.parley.contracts.event.Ground;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BasisIT extends ConsentIT {

    private Api heidi;
    private Notices notices;

    @BeforeEach
    void someoneForPrivacy() {
        heidi = as(somebody("employee").name(), "privacy");
        notices = new Notices(heidi);
    }

    @Test
    void aGuestsConsentAllowsUntilItIsWithdrawn() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        JsonNode before = basis(dave, "");

        String answerId = answer(dave, notice, "accepted");
        JsonNode allowed = basis(dave, "");
        withdraw(dave);
        JsonNode after = basis(dave, "");
        JsonNode then =
                basis(dave, "&at=" + allowed.path("evidence").path("since").asString());

        assertThat(before.path("allowed").asBoolean(true)).isFalse();
        assertThat(before.path("ground").asString()).isEqualTo("none");
        assertThat(allowed.path("allowed").asBoolean()).isTrue();
        assertThat(allowed.path("ground").asString()).isEqualTo("consent");
        assertThat(allowed.path("evidence").path("noticeId").asString()).isEqualTo(notice);
        assertThat(allowed.path("evidence").path("noticeVersion").asInt()).isEqualTo(1);
        assertThat(allowed.path("evidence").path("answerId").asString()).isEqualTo(answerId);
        assertThat(Instant.parse(allowed.path("decidedAt").asString()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(after.path("allowed").asBoolean(true)).isFalse();
        assertThat(then.path("allowed").asBoolean()).isTrue();
    }

    @Test
    void anEmployeesAcknowledgementAllowsUntilTheyBecomeAGuest() {
        Someone alice = somebody("employee");
        answer(alice, notices.published("archive", "notice", "employee"), "acknowledged");
        JsonNode asEmployee = basis(alice, "");

        provisioning()
                .put("/scim/v2/Users/" + alice.id(), user(alice.name(), "guest", "eu"))
                .is(200);
        JsonNode asGuest = basis(alice, "");

        assertThat(asEmployee.path("ground").asString()).isEqualTo("notice");
        assertThat(asGuest.path("allowed").asBoolean(true)).isFalse();
    }

    @Test
    void theWholeHistoryIsPublishedAndAWatermarkFollows() {
        Someone dave = somebody("guest");
        String notice = notices.published("archive", "consent", "guest");
        String accepted = answer(dave, notice, "accepted");
        withdraw(dave);

        BasisHistory history =
                await().atMost(20, SECONDS).until(() -> published(dave), found -> found.getEntriesCount() == 2);

        assertThat(PersonId.of(history.getPersonId())).isEqualTo(PersonId.parse(dave.id()));
        assertThat(history.getPurpose()).isEqualTo("archive");
        assertThat(history.getEntries(0).getGround()).isEqualTo(Ground.CONSENT);
        assertThat(history.getEntries(0).getNoticeVersion()).isEqualTo(1);
        assertThat(Ids.uuid(history.getEntries(0).getNoticeId())).isEqualTo(UUID.fromString(notice));
        assertThat(Ids.uuid(history.getEntries(0).getAnswerId())).isEqualTo(UUID.fromString(accepted));
        assertThat(history.getEntries(1).getGround()).isEqualTo(Ground.NONE);
        long withdrawn = history.getEntries(1).getEffectiveAtMs();
        assertThat(withdrawn).isGreaterThan(history.getEntries(0).getEffectiveAtMs());
        await().atMost(20, SECONDS).until(() -> latestWatermark() >= withdrawn);
    }

    @Test
    void aRefusalIsPublishedSoThatItCanBeToldFromSilence() {
        Someone dave = somebody("guest");
        answer(dave, notices.published("archive", "consent", "guest"), "refused");

        BasisHistory history =
                await().atMost(20, SECONDS).until(() -> published(dave), found -> found.getEntriesCount() == 1);

        assertThat(history.getEntries(0).getGround()).isEqualTo(Ground.NONE);
        assertThat(basis(dave, "").path("allowed").asBoolean(true)).isFalse();
    }

    @Test
    void everyActIsOnRecord() throws Exception {
        Someone dave = somebody("guest");
        answer(dave, notices.published("archive", "consent", "guest"), "accepted");
        withdraw(dave);
        basis(dave, "");
        provisioning().delete("/scim/v2/Users/" + dave.id()).is(204);

        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(recordedAbout(dave))
                        .contains(
                                "person.created",
                                "answer.recorded",
                                "consent.withdrawn",
                                "basis.read",
                                "person.frozen"));
    }

    @Test
    void freezingTakesNothingBack() {
        Someone dave = somebody("guest");
        answer(dave, notices.published("archive", "consent", "guest"), "accepted");

        provisioning().delete("/scim/v2/Users/" + dave.id()).is(204);

        assertThat(basis(dave, "").path("allowed").asBoolean()).isTrue();
    }

    @Test
    void onlyOfficersAndPrivacyAskAndNobodyAsksNonsense() {
        Someone dave = somebody("guest");
        String path = "/v1/people/" + dave.id() + "/basis?purpose=archive";

        dave.api().get(path).is(403);
        as(dave.name(), "admin", "auditor").get(path).is(403);
        as(dave.name(), "officer").get(path).is(200);
        heidi.get("/v1/people/" + UUID.randomUUID() + "/basis?purpose=archive").is(404);
        heidi.get("/v1/people/" + dave.id() + "/basis").is(400);
        heidi.get("/v1/people/" + dave.id() + "/basis?purpose=fun").is(400);
        heidi.get(path + "&at=" + Instant.now().plus(Duration.ofDays(1))).is(400);
        heidi.get(path + "&at=yesterday").is(400);
    }

    @Test
    void theDirectoryShowsGuestsNoOtherGuests() {
        Someone dave = somebody("guest");
        Someone other = somebody("guest");
        Someone alice = somebody("employee");

        assertThat(found(dave, "guest-")).contains(dave.id()).doesNotContain(other.id());
        assertThat(found(dave, alice.name())).containsExactly(alice.id());
        assertThat(found(alice, other.name())).containsExactly(other.id());
        assertThat(found(alice, "%")).isEmpty();
        JsonNode first =
                alice.api().get("/v1/people?query=display&limit=1").is(200).body();
        JsonNode second = alice.api()
                .get("/v1/people?query=display&limit=1&after="
                        + first.path("nextCursor").asString())
                .is(200)
                .body();
        assertThat(second.path("items").path(0).path("userName").asString())
                .isGreaterThan(first.path("items").path(0).path("userName").asString());
        alice.api().get("/v1/people?limit=1001").is(400);
        alice.api().get("/v1/people?after=***").is(400);
    }

    @Test
    void theGatewayLearnsWhomToGreet() {
        Someone dave = somebody("guest");
        notices.published("archive", "consent", "guest");

        var asked = Map.of(
                "personIds", List.of(dave.id().toString(), UUID.randomUUID().toString()));
        JsonNode greetings =
                service().post("/internal/greetings", asked).is(200).body();

        assertThat(greetings.size()).as("the stranger is left out").isEqualTo(1);
        assertThat(greetings.path(0).path("personId").asString())
                .isEqualTo(dave.id().toString());
        assertThat(greetings.path(0).path("pendingNotices").asInt())
                .isEqualTo(dave.api().get("/v1/me/notices").is(200).body().size());
        dave.api().post("/internal/greetings", asked).is(403);
    }

    private static List<String> found(Someone asking, String query) {
        return asking.api()
                .get("/v1/people?limit=1000&query=" + query.replace("%", "%25"))
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .map(item -> item.path("personId").asString())
                .toList();
    }

    private JsonNode basis(Someone person, String more) {
        return heidi.get("/v1/people/" + person.id() + "/basis?purpose=archive" + more)
                .is(200)
                .body();
    }

    private static String answer(Someone person, String notice, String answer) {
        return Answers.give(person.api(), notice, 1, answer)
                .is(201)
                .body()
                .path("receiptId")
                .asString();
    }

    private static void withdraw(Someone person) {
        person.api().post("/v1/me/purposes/archive/withdraw", Map.of()).is(201);
    }

    private BasisHistory published(Someone person) throws Exception {
        byte[] key = BasisEntry.key(PersonId.parse(person.id()), Purpose.ARCHIVE);
        BasisHistory latest = BasisHistory.getDefaultInstance();
        for (ConsumerRecord<byte[], byte[]> record : records(Topics.BASIS)) {
            if (java.util.Arrays.equals(record.key(), key)) {
                latest = BasisRecord.parseFrom(record.value()).getHistory();
            }
        }
        return latest;
    }

    private long latestWatermark() throws Exception {
        long latest = 0;
        for (ConsumerRecord<byte[], byte[]> record : records(Topics.BASIS)) {
            latest = Math.max(
                    latest, BasisRecord.parseFrom(record.value()).getWatermark().getCompleteUpToMs());
        }
        return latest;
    }

    private Set<String> recordedAbout(Someone person) throws Exception {
        Set<String> actions = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records(Topics.AUDIT_RECORDED)) {
            AuditRecorded event = AuditRecorded.parseFrom(record.value());
            if (event.getObjectId().equals(person.id()) || event.getActorId().equals(person.id())) {
                actions.add(event.getAction());
            }
        }
        return actions;
    }
}
