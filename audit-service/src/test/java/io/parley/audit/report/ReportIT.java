package io.parley.audit.report;

import static io.parley.audit.AuditRegion.json;
import static io.parley.audit.AuditRegion.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.RunningAuditService;
import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditRecorded;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Each test has a day of its own in a year that no other test uses.
class ReportIT extends RunningAuditService {

    private static final String REPORT = "/v1/audit/reports/access";
    private static final String HOSTILE = "<script>alert('1')</script>&\"";

    @Test
    void countsWhoAccessedWhatAndWhoWasRefused() {
        String day = "2021-02-01";
        happened(day + "T08:00:00Z", "archive.viewed", event -> event.addAffected("p-1"));
        happened(
                day + "T09:00:00Z",
                "archive.viewed",
                event -> event.addAffected("p-1").addAffected("p-2"));
        happened(
                day + "T10:00:00Z",
                "audit.also-affected",
                event -> event.clearDetail()
                        .putDetail("event", "e")
                        .putDetail("action", "archive.viewed")
                        .addAffected("p-3"));
        happened(day + "T11:00:00Z", "archive.exported", event -> event.setCaseRef("case-other"));
        happened(day + "T12:00:00Z", "archive.viewed", event -> event.setOutcome("refused"));
        happened(
                day + "T13:00:00Z",
                "access.refused",
                event -> event.setOutcome("refused").clearDetail().putDetail("code", "four-eyes"));
        happened("2021-02-02T00:00:00Z", "archive.viewed", event -> event);

        JsonNode report = document(day + "T00:00:00Z", "2021-02-02T00:00:00Z");

        assertThat(report.get("access")).hasSize(2);
        JsonNode viewed = report.get("access").get(0);
        assertThat(viewed.get("actor").asString()).isEqualTo(ERIN_ID.toString());
        assertThat(viewed.get("acts").asLong()).isEqualTo(2);
        assertThat(viewed.get("people").asLong()).isEqualTo(4);
        assertThat(viewed.get("purpose").asString()).isEqualTo("investigation");
        assertThat(viewed.get("caseRef").asString()).isEqualTo("case-report");
        assertThat(viewed.get("first").asString()).isEqualTo("2021-02-01T08:00:00Z");
        assertThat(viewed.get("last").asString()).isEqualTo("2021-02-01T10:00:00Z");
        assertThat(report.get("refused").values().stream()
                        .map(line -> line.get("action").asString()
                                + line.path("code").asString()))
                .containsExactlyInAnyOrder("archive.viewed", "access.refusedfour-eyes");
        assertThat(report.get("truncated")).isEmpty();
    }

    @Test
    void showsWhatIsOpenAtItsEnd() {
        String day = "2021-05-10T";
        grant("g-open", day + "01:00:00Z", "2021-05-20T00:00:00Z");
        grant("g-over", day + "02:00:00Z", "2021-05-10T12:00:00Z");
        grant("g-revoked", day + "03:00:00Z", "2021-05-20T00:00:00Z");
        happened(day + "04:00:00Z", "grant.revoked", event -> on(event, "grant", "g-revoked"));
        grant("g-later", "2021-05-12T00:00:00Z", "2021-05-20T00:00:00Z");
        happened(
                "2019-09-01T00:00:00Z",
                "hold.placed",
                event -> on(event, "hold", "h-old").putDetail("visibility", "silent"));
        happened(day + "05:00:00Z", "hold.placed", event -> on(event, "hold", "h-released"));
        happened(day + "06:00:00Z", "hold.released", event -> on(event, "hold", "h-released"));
        happened(day + "07:00:00Z", "hold.placed", event -> on(event, "hold", "h-disposed"));
        happened(day + "08:00:00Z", "hold.disposed", event -> on(event, "hold", "h-disposed"));
        happened(
                day + "09:00:00Z",
                "retention.swept",
                event -> on(event, "retention-certificate", "c-1").putDetail("records", "12"));

        JsonNode report = document("2021-05-10T00:00:00Z", "2021-05-11T00:00:00Z");

        assertThat(texts(report.get("grants"), "grantId")).containsExactly("g-open");
        assertThat(report.get("grants").get(0).get("expiresAt").asString()).isEqualTo("2021-05-20T00:00:00Z");
        assertThat(texts(report.get("holds"), "holdId"))
                .contains("h-old", "h-released")
                .doesNotContain("h-disposed");
        assertThat(report.get("holds").toString()).contains("\"released\"", "\"silent\"");
        assertThat(texts(report.get("retention"), "records")).containsExactly("12");
    }

    @Test
    void isSignedByTheLogAndItsDigestIsInTheLog() throws Exception {
        JsonNode answer = json(region.get(path("2021-07-01T00:00:00Z", "2021-07-02T00:00:00Z"), GRACE));
        String document = answer.get("document").asString();
        String note = answer.get("note").asString();

        assertThat(answer.get("digest").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(document.getBytes(UTF_8))));
        assertThat(note).startsWith(document + "\n\n\u2014 parley.audit.");
        assertThat(verifies(document + "\n", note)).isTrue();
        assertThat(verifies(document.replace("2021", "2022") + "\n", note)).isFalse();
        await().atMost(AuditRegion.PATIENCE)
                .until(() -> region.get("/v1/audit/events?action=audit.reported", GRACE)
                        .body()
                        .contains(answer.get("digest").asString()));
    }

    @Test
    void checksTheLogAndTheEventsOfItsTime() {
        for (int hour = 10; hour < 20; hour++) {
            happened("2021-08-01T" + hour + ":00:00Z", "archive.viewed", event -> event);
        }

        JsonNode found =
                document("2021-08-01T00:00:00Z", "2021-08-02T00:00:00Z").get("integrity");

        assertThat(found.get("signatureHolds").asBoolean()).isTrue();
        assertThat(found.get("rootHolds").asBoolean()).isTrue();
        assertThat(found.get("eventsChecked").asLong()).isEqualTo(10);
        assertThat(found.get("eventsAltered")).isEmpty();
        JsonNode since = document(
                        Instant.now().toString(), Instant.now().plusSeconds(60).toString())
                .get("integrity");
        assertThat(since.get("sinceSize").asLong()).isPositive();
        assertThat(since.get("sinceHolds").asBoolean()).isTrue();
    }

    @Test
    void thePageEscapesEverythingAndRunsNothing() throws Exception {
        happened(
                "2021-09-01T08:00:00Z",
                "archive.viewed",
                event -> event.setCaseRef(HOSTILE).setPurpose(HOSTILE));
        happened(
                "2021-09-01T08:00:00Z",
                "access.refused",
                event -> event.setOutcome("refused").setActorId(HOSTILE).putDetail("code", HOSTILE));
        grant(HOSTILE, "2021-09-01T08:00:00Z", "2021-09-20T00:00:00Z");
        happened("2021-09-01T08:00:00Z", "hold.placed", event -> on(event, "hold", HOSTILE));

        HttpResponse<String> page = page(path("2021-09-01T00:00:00Z", "2021-09-02T00:00:00Z"));

        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'"));
        assertThat(page.body())
                .contains("&lt;script&gt;", "What was checked holds.", "Grants open at the end")
                .doesNotContain("<script", "alert('1')", "src=", "href=");
    }

    @Test
    void isForAuditorsAndPrivacy() {
        String path = path("2021-01-01T00:00:00Z", "2021-01-02T00:00:00Z");
        for (String other : List.of(ALICE, ERIN)) {
            assertThat(region.get(path, other).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?from=2021-01-01T00:00:00Z",
                "?from=today&to=2021-01-02T00:00:00Z",
                "?from=2021-01-02T00:00:00Z&to=2021-01-02T00:00:00Z",
                "?from=2021-01-02T00:00:00Z&to=2023-01-02T00:00:00Z"
            })
    void refusesParametersThatBreakTheirRule(String query) {
        assertThat(region.get(REPORT + query, GRACE).statusCode()).isEqualTo(400);
    }

    private boolean verifies(String text, String note) throws Exception {
        String[] key = region.get("/v1/audit/log/key", null).body().split("\\+", 3);
        byte[] publicKey = Arrays.copyOfRange(Base64.getDecoder().decode(key[2]), 1, 33);
        byte[] tagged = Base64.getDecoder()
                .decode(note.substring(note.lastIndexOf(' ') + 1).strip());
        byte[] x509 = HexFormat.of()
                .parseHex("302a300506032b6570032100" + HexFormat.of().formatHex(publicKey));
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
        verifier.update(text.getBytes(UTF_8));
        return verifier.verify(Arrays.copyOfRange(tagged, 4, tagged.length));
    }

    private void grant(String id, String at, String until) {
        happened(at, "grant.requested", event -> on(event, "grant", id).putDetail("expiresAt", until));
        happened(at, "grant.approved", event -> on(event, "grant", id).putDetail("expiresAt", until));
    }

    private static AuditRecorded.Builder on(AuditRecorded.Builder event, String type, String id) {
        return event.clearDetail().setObjectType(type).setObjectId(id);
    }

    private void happened(String at, String action, UnaryOperator<AuditRecorded.Builder> with) {
        UUID id = AuditRegion.id();
        record(with.apply(AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(Instant.parse(at).toEpochMilli())
                .setActorType("person")
                .setActorId(ERIN_ID.toString())
                .setAction(action)
                .setObjectType("record")
                .setObjectId("r-1")
                .setOutcome("success")
                .setPurpose("investigation")
                .setCaseRef("case-report")
                .setRegion("eu")
                .setService("archive-service")
                .putDetail("grantId", "g-1")));
        region.awaitEvent(id, GRACE);
    }

    private JsonNode document(String from, String to) {
        var answer = region.get(path(from, to), GRACE);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(json(answer).get("document").asString());
    }

    private HttpResponse<String> page(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(region.address(path)))
                .header("Authorization", "Bearer " + GRACE)
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String path(String from, String to) {
        return REPORT + "?from=" + from + "&to=" + to;
    }

    private static List<String> texts(JsonNode list, String field) {
        return list.values().stream().map(line -> line.get(field).asString()).toList();
    }
}
