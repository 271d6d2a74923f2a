package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.AuditLog;
import io.parley.client.AuditLog.Event;
import io.parley.client.AuditLog.Filter;
import io.parley.client.ConversationId;
import io.parley.client.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What officers, approvers, administrators and people do, round after round while something happens to the region;
/// then the account of it. Changes are in the log exactly as often as the region itself shows that they were made,
/// which is once for each that was acknowledged. Reads and refusals are in it at least once for each answer; one whose
/// answer did not arrive may be in it as well, for its event is durable before the answer leaves.
final class Casework implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String GRANTS = "/v1/archive/grants";
    private static final String EXPORTS = "/v1/archive/exports";
    private static final String HOLDS = "/v1/archive/holds";
    private static final String POLICIES = "/v1/archive/retention-policies";

    private final AuditLog log = Region.graceTheAuditor().api().audit();
    private final PatientClient client = new PatientClient();
    private final Persona newcomer = Newcomer.stranger();
    private final List<Round> rounds = new CopyOnWriteArrayList<>();
    private final Thread worker;
    private final String person;
    private volatile int finished;
    private volatile boolean running = true;
    private volatile @Nullable Throwable failure;

    private Casework() {
        Region.alice().agreed();
        Region.bob().agreed();
        Region.carol().agreed();
        person = Newcomer.register(newcomer, "employee");
        newcomer.agreed();
        worker = Thread.ofVirtual().unstarted(this::work);
    }

    static Casework begin() {
        var work = new Casework();
        work.worker.start();
        return work;
    }

    private void work() {
        try {
            while (running) {
                var round = new Round(rounds.size() + 1);
                rounds.add(round);
                round.run();
                finished++;
            }
        } catch (Throwable failed) {
            failure = failed;
        }
    }

    /// Waits until this many more rounds are through.
    void goesOn(int more) {
        int before = finished;
        Wait.atMost(PATIENCE).until(() -> finished >= before + more || failure != null);
        assertThat(failure).isNull();
    }

    /// Stops and settles accounts.
    ///
    /// @return an event of it
    Event everyActIsAnEventOnce() {
        close();
        assertThat(failure).isNull();
        Event last = marker();
        rounds.forEach(Round::account);
        account();
        return last;
    }

    /// What was recorded before this is in the log when this is: the topic has one partition and keeps its order.
    private Event marker() {
        String caseRef = Officers.newCase();
        Officers.requested(caseRef, ConversationId.next());
        return Wait.atMost(PATIENCE)
                .until(() -> log.all(Filter.action("grant.requested").caseRef(caseRef)), found -> !found.isEmpty())
                .getFirst();
    }

    private void account() {
        List<String> changes = Stream.concat(
                        Stream.of("person.created"), rounds.stream().map(_ -> "person.changed"))
                .toList();
        eventually(() -> assertThat(of(Filter.any().object("person", person), "person.created", "person.changed"))
                .isEqualTo(changes));
        List<String> ledger = items(newcomer.http(), "/v1/me/answers").stream()
                .map(entry ->
                        entry.path("answer").asString().equals("withdrawn") ? "consent.withdrawn" : "answer.recorded")
                .toList();
        assertThat(ledger).filteredOn("consent.withdrawn"::equals).hasSize(rounds.size());
        String self = newcomer.id().toString();
        eventually(() -> assertThat(of(actor(self), "answer.recorded", "consent.withdrawn"))
                .isEqualTo(ledger));
        read(client, "access.refused", actor(self));
    }

    private void read(PatientClient by, String action, Filter filter) {
        int told = by.told(action);
        assertThat(told).as("answers").isPositive();
        assertThat(of(filter, action).size())
                .as("%s, answered %d times and %d times not", action, told, by.untold(action))
                .isBetween(told, told + by.untold(action));
    }

    /// In the order of the log.
    private List<String> of(Filter filter, String... actions) {
        return log.all(filter).stream()
                .map(Event::action)
                .filter(List.of(actions)::contains)
                .toList();
    }

    private static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        Wait.atMost(PATIENCE).untilAsserted(assertion);
    }

    private static Filter actor(String id) {
        return new Filter(id, null, null, null, null, null);
    }

    private static List<JsonNode> items(Raw reader, String path) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = reader.get(path + "?limit=200" + (after.isEmpty() ? "" : "&after=" + after))
                    .hasStatus(200)
                    .json();
            page.path("items").forEach(all::add);
            after = page.path("nextCursor").asString("");
        } while (!after.isEmpty());
        return all;
    }

    @Override
    public void close() {
        running = false;
        try {
            assertThat(worker.join(PATIENCE)).as("the last round ends").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// One case from its first question to its end.
    private final class Round {

        private final int number;
        private final String caseRef = Officers.newCase();
        private final ConversationId talk = ConversationId.next();
        private final PatientClient client = new PatientClient();
        private String grant = "";
        private String export = "";
        private String hold = "";
        private String policy = "";

        Round(int number) {
            this.number = number;
        }

        void run() {
            people();
            conversation();
            reading();
            export();
            hold();
            policy();
        }

        private void people() {
            String scim = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":"
                    + "[{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"Round %d\"}]}".formatted(number);
            client.does(
                    "person.changed", () -> Newcomer.scim().call("PATCH", "/scim/v2/Users/" + person, scim), 200, 204);
            Casework.this.client.does(
                    "access.refused",
                    () -> newcomer.http().get("/v1/archive/conversations/" + talk + "/coverage"),
                    403);
            create("consent.withdrawn", newcomer, "/v1/me/purposes/archive/withdraw", "{}");
            // A store may be down just now, which the client is told.
            var latest = Wait.atMost(PATIENCE)
                    .until(() -> newcomer.api().notices().latest("archive"), Optional::isPresent)
                    .orElseThrow();
            create(
                    "answer.recorded",
                    newcomer,
                    "/v1/me/answers",
                    "{\"noticeId\":\"%s\",\"version\":%d,\"locale\":\"%s\",\"answer\":\"%s\",\"shownAt\":\"%s\"}"
                            .formatted(
                                    latest.noticeId(),
                                    latest.version(),
                                    latest.locale(),
                                    latest.kind().equals("notice") ? "acknowledged" : "accepted",
                                    Instant.now()));
        }

        private void conversation() {
            String opening = "{\"conversationId\":\"%s\",\"kind\":\"group\",\"memberIds\":[\"%s\"]}"
                    .formatted(talk, Region.bob().id());
            client.does(
                    "conversation.opened", () -> Region.alice().http().post("/v1/conversations", opening), 200, 201);
            String adding = "{\"personIds\":[\"%s\"]}".formatted(Region.carol().id());
            client.does(
                    "members.added",
                    () -> Region.alice().http().post("/v1/conversations/" + talk + "/members", adding),
                    200);
            String said = "{\"messageId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"a word\"}}"
                    .formatted(MessageId.next());
            client.does(
                    "message",
                    () -> Region.alice().http().post("/v1/conversations/" + talk + "/messages", said),
                    200,
                    201);
        }

        private void reading() {
            Instant now = Instant.now();
            grant = create("grant.requested", Region.erinTheOfficer(), GRANTS, """
                            {"purpose":"investigation","caseRef":"%s","justification":"A test of the log.",
                             "scope":{"conversationIds":["%s"],"from":"%s","to":"%s"},"expiresAt":"%s"}""".formatted(
                                    caseRef,
                                    talk,
                                    now.minus(Duration.ofHours(1)),
                                    now.plus(Duration.ofHours(1)),
                                    now.plus(Duration.ofHours(2))))
                    .path("grantId")
                    .asString();
            step("grant.approved", Region.frankTheApprover(), GRANTS + "/" + grant + "/approve");
            String record = Wait.atMost(PATIENCE)
                    .until(this::search, found -> !found.isEmpty())
                    .get(0)
                    .path("recordId")
                    .asString();
            client.does(
                    "archive.viewed",
                    () -> Region.erinTheOfficer().http().get("/v1/archive/records/" + record + "?grantId=" + grant),
                    200);
        }

        private JsonNode search() {
            return client.does(
                            "archive.searched",
                            () -> Region.erinTheOfficer()
                                    .http()
                                    .post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\"}"),
                            200)
                    .json()
                    .path("items");
        }

        private void export() {
            export = create(
                            "export.requested",
                            Region.erinTheOfficer(),
                            EXPORTS,
                            "{\"grantId\":\"%s\",\"format\":\"json\"}".formatted(grant))
                    .path("exportId")
                    .asString();
            step("export.approved", Region.frankTheApprover(), EXPORTS + "/" + export + "/approve");
            Wait.atMost(PATIENCE).until(() -> state(EXPORTS + "/" + export).equals("ready"));
            client.does(
                    "archive.exported",
                    () -> Region.erinTheOfficer().http().get(EXPORTS + "/" + export + "/download"),
                    200);
        }

        private void hold() {
            hold = create("hold.placed", Region.erinTheOfficer(), HOLDS, """
                            {"name":"A test","caseRef":"%s","scope":{"personIds":["%s"]},"visibility":"visible",
                             "ground":"A court asked for it."}""".formatted(caseRef, UUID.randomUUID()))
                    .path("holdId")
                    .asString();
            for (String verb : List.of("release", "disposition")) {
                step("hold." + verb, Region.erinTheOfficer(), HOLDS + "/" + hold + "/" + verb);
                step("hold." + verb, Region.frankTheApprover(), HOLDS + "/" + hold + "/" + verb);
            }
        }

        private void policy() {
            policy = create("retention.requested", Region.erinTheOfficer(), POLICIES, """
                            {"name":"%s","rule":"delete-after","class":"text","period":"P10Y",
                             "audience":{"conversationIds":["%s"]}}""".formatted(caseRef, talk))
                    .path("policyId")
                    .asString();
            step("retention.approved", Region.frankTheApprover(), POLICIES + "/" + policy + "/approve");
            step("retention.retired", Region.erinTheOfficer(), POLICIES + "/" + policy + "/retire");
        }

        /// With a key, so that it is not done twice for an answer that was lost; done twice it may be when the process
        /// died in the middle of it, for what it had done by then it cannot tell.
        private JsonNode create(String action, Persona by, String path, String body) {
            String key = UUID.randomUUID().toString();
            return client.does(
                            action, () -> by.http().with("Idempotency-Key", key).post(path, body), 200, 201)
                    .json();
        }

        /// Of what can happen once only; that it has happened is a conflict, or forbidden to who did it.
        private void step(String action, Persona by, String path) {
            client.does(action, () -> by.http().post(path, "{}"), 200, 403, 409);
        }

        private static String state(String path) {
            return Region.erinTheOfficer()
                    .http()
                    .get(path)
                    .hasStatus(200)
                    .json()
                    .path("state")
                    .asString();
        }

        void account() {
            eventually(() -> assertThat(of(
                            Filter.any().object("conversation", talk.toString()),
                            "conversation.opened",
                            "members.added"))
                    .containsExactly("conversation.opened", "members.added"));
            things(GRANTS, "grantId", "grant", grant, "grant.requested", "grant.approved");
            things(EXPORTS, "exportId", "export", export, "export.requested", "export.approved");
            things(
                    HOLDS,
                    "holdId",
                    "hold",
                    hold,
                    "hold.placed",
                    "hold.release-requested",
                    "hold.released",
                    "hold.disposition-requested",
                    "hold.disposed");
            things(
                    POLICIES,
                    "policyId",
                    "retention-policy",
                    policy,
                    "retention.requested",
                    "retention.approved",
                    "retention.retired");
            for (String action : List.of("archive.searched", "archive.viewed", "archive.exported")) {
                read(client, action, Filter.any().caseRef(caseRef));
            }
        }

        /// The one that was acknowledged went all its way; one that was made beside it, without an answer, was made.
        private void things(String path, String idField, String type, String id, String... life) {
            List<String> made = items(Region.erinTheOfficer().http(), path).stream()
                    .filter(thing -> caseRef.equals(thing.path("caseRef").asString(""))
                            || caseRef.equals(thing.path("name").asString("")))
                    .map(thing -> thing.path(idField).asString())
                    .toList();
            assertThat(made).contains(id).hasSizeLessThanOrEqualTo(1 + client.untold(life[0]));
            for (String one : made) {
                eventually(() -> assertThat(of(Filter.any().object(type, one), life))
                        .containsExactly(one.equals(id) ? life : new String[] {life[0]}));
            }
        }
    }
}
