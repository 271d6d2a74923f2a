package io.parley.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MandatoryAnswer;
import io.parley.contracts.event.MandatoryNotice;
import io.parley.contracts.event.MandatoryVersion;
import io.parley.contracts.event.NoticeRecord;
import io.parley.contracts.event.Nudge;
import io.parley.contracts.event.PersonKind;
import io.parley.gateway.region.GatewayTest;
import io.parley.testing.TestPeople;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Asked of guests only, so that the employees of other tests go on writing.
class MandatoryNoticesIT extends GatewayTest {

    private final UUID notice = Ids.next();
    private Someone dave;
    private ConversationId conversation;
    private String path;

    @BeforeEach
    void aGuest() {
        dave = guest();
        conversation = messages.conversation(dave.id());
        path = "/v1/conversations/" + conversation + "/messages";
    }

    @AfterEach
    void asksNobodyAnyMore() {
        stands();
        Awaitility.await().until(() -> post().status() == 201);
    }

    @Test
    void whoHasNotAnsweredReadsButDoesNotWrite() {
        stands(version(1, Instant.EPOCH, true));

        Awaitility.await().until(() -> post().status() == 403);
        Reply refused = post();
        assertThat(refused.code()).isEqualTo("consent-required");
        assertThat(refused.json().path("noticeIds").path(0).asString()).isEqualTo(notice.toString());
        assertThat(call("PUT", path + "/" + Ids.next(), dave.token(), "{}").code())
                .isEqualTo("consent-required");
        assertThat(call("POST", "/v1/conversations", dave.token(), "{}").code()).isEqualTo("consent-required");
        assertThat(call("POST", "/v1/files", dave.token(), "{}").code()).isEqualTo("consent-required");
        assertThat(call("PUT", "/v1/conversations/" + conversation + "/read", dave.token(), "{\"seq\":0}")
                        .code())
                .isNotEqualTo("consent-required");
        Someone alice = someone();
        String hers = "/v1/conversations/" + messages.conversation(alice.id()) + "/messages";
        assertThat(call("POST", hers, alice.token(), body()).status()).isEqualTo(201);

        answered(1);
        Awaitility.await().until(() -> post().status() == 201);
    }

    @Test
    void overTheSocketEachMessageIsRejectedUntilTheAnswer() {
        stands(version(1, Instant.EPOCH, true));
        Awaitility.await().until(() -> post().status() == 403);
        try (var socket = welcomed(dave)) {
            socket.send(send(conversation, Ids.next(), "may I?"));
            JsonNode rejected = socket.next("rejected");
            assertThat(rejected.path("code").asString()).isEqualTo("consent-required");
            assertThat(rejected.path("noticeIds").path(0).asString()).isEqualTo(notice.toString());

            answered(1);
            Awaitility.await().until(() -> post().status() == 201);
            socket.send(send(conversation, Ids.next(), "now I may"));
            assertThat(socket.next("accepted").path("seq").asLong()).isPositive();
        }
    }

    @Test
    void onlyAMaterialVersionAsksAgain() {
        MandatoryVersion first = version(1, Instant.EPOCH, true);
        answered(1);
        stands(first, version(2, Instant.EPOCH, false));
        assertThat(post().status()).isEqualTo(201);

        stands(first, version(2, Instant.EPOCH, false), version(3, Instant.EPOCH, true));
        Awaitility.await().until(() -> post().status() == 403);
        answered(3);
        Awaitility.await().until(() -> post().status() == 201);
    }

    @Test
    void aVersionTakesEffectByItselfAtItsTime() {
        Instant effective = Instant.now().plus(Duration.ofSeconds(4));
        stands(version(1, effective, true));

        assertThat(post().status()).isEqualTo(201);
        Awaitility.await().until(() -> post().status() == 403);
        assertThat(Instant.now()).isAfterOrEqualTo(effective);
    }

    @Test
    void onlyWhoIsInTheDepartmentAndReadsTheLanguageIsAsked() {
        UUID sales = Ids.next();
        MandatoryVersion narrow = version(1, Instant.EPOCH, true).toBuilder()
                .addGroupIds(Ids.bytes(sales))
                .addLanguages("zh")
                .build();
        stands(narrow);
        stands(narrow);
        assertThat(post().status()).isEqualTo(201);

        is(sales, "en");
        assertThat(post().status()).isEqualTo(201);
        is(sales, "zh-CN");
        Awaitility.await().until(() -> post().status() == 403);
        is(Ids.next(), "zh-CN");
        Awaitility.await().until(() -> post().status() == 201);
    }

    private void is(UUID group, String language) {
        TestPeople.move(dave.id(), dave.name(), PersonKind.GUEST, group, language);
        Awaitility.await()
                .until(() -> people.find(dave.id()).orElseThrow().groups().contains(group)
                        && people.find(dave.id()).orElseThrow().languages().contains(language));
    }

    @Test
    void tellsThoseWhoAreConnectedThatSomethingAwaitsThem() {
        Someone alice = someone();
        try (var daves = welcomed(dave);
                var alices = welcomed(alice)) {
            TestPeople.send(
                    Topics.NUDGE,
                    Ids.array(notice),
                    Nudge.newBuilder().addKinds(PersonKind.GUEST).build().toByteArray());

            JsonNode told = daves.next("notice");
            assertThat(told.path("pendingNotices").asInt()).isEqualTo(2);
            assertThat(told.path("dueCourses").asInt()).isEqualTo(1);
            assertThat(alices.untilPong())
                    .noneMatch(frame -> frame.path("type").asString().equals("notice"));
        }
    }

    private Reply post() {
        return call("POST", path, dave.token(), body());
    }

    private static String body() {
        return """
                {"messageId":"%s","content":{"type":"text","text":"hello"}}""".formatted(Ids.next());
    }

    private static MandatoryVersion version(int number, Instant effective, boolean material) {
        return MandatoryVersion.newBuilder()
                .setVersion(number)
                .setEffectiveAtMs(effective.toEpochMilli())
                .setMaterial(material)
                .setMandatory(true)
                .addKinds(PersonKind.GUEST)
                .addRegions("eu")
                .build();
    }

    private void stands(MandatoryVersion... versions) {
        var event = MandatoryNotice.newBuilder().setNoticeId(Ids.bytes(notice));
        for (MandatoryVersion version : versions) {
            event.addVersions(version);
        }
        send(Ids.array(notice), NoticeRecord.newBuilder().setNotice(event).build());
    }

    private void answered(int version) {
        ByteString id = dave.id().bytes();
        send(
                id.concat(Ids.bytes(notice)).toByteArray(),
                NoticeRecord.newBuilder()
                        .setAnswer(MandatoryAnswer.newBuilder()
                                .setPersonId(id)
                                .setNoticeId(Ids.bytes(notice))
                                .setVersion(version))
                        .build());
    }

    private static void send(byte[] key, NoticeRecord record) {
        TestPeople.send(Topics.NOTICE, key, record.toByteArray());
    }
}
