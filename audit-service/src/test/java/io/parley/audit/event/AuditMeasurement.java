package io.parley.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.audit.AuditRegion;
import io.parley.audit.NeighbourHolds;
import io.parley.audit.event.Admission.Admitted;
import io.parley.audit.log.EntryId;
import io.parley.audit.log.TransparencyLog;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AuditRecorded;
import io.parley.testing.TestDatabase;
import io.parley.testing.TestKek;
import io.parley.testing.TestPeople;
import io.parley.testing.WithStores;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/// How fast the log grows, answers and proves with so many events of one year in it (a million, or as many as
/// `-Dparley.measure.events` says); nothing is asserted about that. Service and PostgreSQL share the machine, the
/// search for anomalies runs beside; growth, queries and proofs are without HTTP and Kafka, and no SIEM takes part.
/// What people, auditors and the data protection officer ask for is asked over HTTP. Run alone: `./parley bench audit`.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithStores
@EnabledIfSystemProperty(named = "parley.measure", matches = "audit")
class AuditMeasurement {

    private static final int EVENTS = Integer.getInteger("parley.measure.events", 1_000_000);
    private static final int BATCH = 2000;
    private static final int ACTORS = 1000;
    private static final int ROUNDS = 400;
    private static final int WARMING_UP = 20;
    private static final int STREAMS = 16;
    private static final String ERASURES = "/v1/audit/erasures";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant START = Instant.parse("2025-11-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(360);
    private static final int PEOPLE = 50_000;
    /// As many of them can sign in.
    private static final List<String> MEMBERS =
            IntStream.range(0, 40).mapToObj(i -> "measured-" + i).toList();
    private static final List<PersonId> MEMBER_IDS =
            MEMBERS.stream().map(TestPeople::employee).toList();
    private static final NeighbourHolds HOLDS = new NeighbourHolds();
    private static final List<String> ACTIONS = List.of(
            "archive.viewed", "archive.searched", "grant.requested", "answer.recorded", "members.added", "key.created");

    @Autowired
    private EventAppend log;

    @Autowired
    private EventStore events;

    @Autowired
    private TransparencyLog tree;

    @Autowired
    private TestDatabase database;

    private final Random random = new Random(1);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        URI kek = TestKek.newKeyset().toUri();
        properties.add("parley.kek.uri", () -> kek);
        properties.add("parley.services.archive", HOLDS::address);
        properties.add("parley.audit.erasure.keep", () -> "P1D");
        properties.add("parley.audit.erasure.every", () -> "10ms");
    }

    @Test
    void growsAnswersAndProves(@LocalServerPort int port) {
        JdbcClient owner = JdbcClient.create(database.asOwner());
        fill();
        owner.sql("VACUUM ANALYZE event").update();
        owner.sql("VACUUM ANALYZE log_entry").update();
        assertThat(tree.size()).isGreaterThanOrEqualTo(EVENTS);
        System.gc();
        Runtime memory = Runtime.getRuntime();
        say(
                "%,d events, %s on disk, %,d MB live in the service with its test",
                EVENTS,
                owner.sql("SELECT pg_size_pretty(pg_database_size(current_database()))")
                        .query(String.class)
                        .single(),
                (memory.totalMemory() - memory.freeMemory()) >> 20);
        time("actor, a month", _ -> find(with("actor", actor(random.nextLong())), month()));
        time("actor, a year", _ -> find(with("actor", actor(random.nextLong())), year()));
        time("action, a year", _ -> find(with("action", ACTIONS.get(random.nextInt(ACTIONS.size()))), year()));
        time("object, a year", _ -> find(with("objectId", "r-" + random.nextInt(EVENTS / 10)), year()));
        time("case, a year", _ -> find(with("caseRef", "case-" + random.nextInt(500)), year()));
        time("person affected, a year", _ -> find(with("affected", person(random.nextLong())), year()));
        time("refused, a year", _ -> find(with("outcome", "refused"), year()));
        time(
                "actor and action, a year",
                _ -> find(Map.of("actor", actor(random.nextLong()), "action", "grant.requested"), year()));
        time("a month, nothing else", _ -> find(Map.of(), month()));
        time(
                "proof of inclusion",
                _ -> assertThat(tree.prove(id(random.nextInt(EVENTS)))).isPresent());
        asked(new AuditRegion(port));
    }

    private static void asked(AuditRegion region) {
        List<String> members = MEMBERS.stream().map(AuditRegion::token).toList();
        String officer = AuditRegion.token(MEMBERS.getFirst(), "privacy");
        String approver = AuditRegion.token(MEMBERS.getLast(), "privacy", "approver");
        await().atMost(AuditRegion.PATIENCE)
                .until(() -> members.stream()
                        .allMatch(who -> region.get("/v1/audit/actions", who).statusCode() == 200));
        time("disclosures, for the first time", MEMBERS.size(), i -> disclosed(region, members.get(i)));
        time("disclosures, again", MEMBERS.size(), i -> disclosed(region, members.get(i)));
        time("report on a month", 3, i -> report(region, officer, START.plus(Duration.ofDays(30L * i)), 30));
        time("report on the year", 1, _ -> report(region, officer, START, 360));
        time(
                "erasure of a person, until done",
                MEMBERS.size(),
                i -> erase(region, officer, approver, MEMBER_IDS.get(i)));
    }

    private static void disclosed(AuditRegion region, String member) {
        answered(region.get("/v1/me/disclosures?limit=100", member), 200);
    }

    private static void report(AuditRegion region, String officer, Instant from, int days) {
        answered(
                region.get(
                        "/v1/audit/reports/access?from=" + from + "&to=" + from.plus(Duration.ofDays(days)), officer),
                200);
    }

    private static void erase(AuditRegion region, String officer, String approver, PersonId person) {
        String asked = "{\"personId\":\"" + person + "\",\"ground\":\"erasure-request\"}";
        String erasure = ERASURES + "/"
                + JSON.readTree(answered(region.post(ERASURES, officer, asked), 201))
                        .path("erasureId")
                        .asString();
        answered(region.post(erasure + "/approve", approver, "{}"), 200);
        await().pollInterval(Duration.ofMillis(5))
                .atMost(AuditRegion.PATIENCE)
                .until(() -> JSON.readTree(answered(region.get(erasure, officer), 200))
                        .path("state")
                        .asString()
                        .equals("done"));
    }

    private static String answered(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body();
    }

    private void fill() {
        long began = System.nanoTime();
        long appending = 0;
        for (int from = 0; from < EVENTS; from += BATCH) {
            List<RecordedEvent> batch = LongStream.range(from, Math.min(from + BATCH, EVENTS))
                    .mapToObj(i -> EventReader.read(event(i)))
                    .toList();
            long start = System.nanoTime();
            events.prepare(batch);
            log.append(new Admitted(batch, Map.of()));
            appending += System.nanoTime() - start;
        }
        say(
                "append %,.0f events/s in batches of %d (with making them %,.0f)",
                EVENTS * 1e9 / appending, BATCH, EVENTS * 1e9 / (System.nanoTime() - began));
    }

    private AuditRecorded event(long i) {
        var event = AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id(i).value()))
                .setAtMs(millis(i))
                .setActorType("person")
                .setActorId(actor(i * 2_654_435_761L))
                .setAction(ACTIONS.get((int) (i % ACTIONS.size())))
                .setObjectType("record")
                .setObjectId("r-" + i % Math.max(1, EVENTS / 10))
                .setOutcome(i % 997 == 0 ? "refused" : "success")
                .setPurpose("investigation")
                .setRegion("eu")
                .setService("archive-service")
                .setStream(Ids.bytes(new UUID(0x7000L, i % STREAMS)))
                .setNumber(i / STREAMS + 1);
        if (i % 3 == 0) {
            event.setCaseRef("case-" + i % 500).addAffected(person(i * 40_503L));
        }
        return event.build();
    }

    private int find(Map<String, String> filters, Instant[] between) {
        EventFilter filter = new EventFilter(
                given(filters, "actor"),
                given(filters, "action"),
                Optional.empty(),
                given(filters, "objectId"),
                given(filters, "outcome"),
                given(filters, "caseRef"),
                given(filters, "affected"),
                Optional.of(between[0]),
                Optional.of(between[1]),
                Optional.empty());
        return events.find(filter, Cursor.START, 101).size();
    }

    private Instant[] month() {
        Instant from = START.plus(Duration.ofDays(30L * random.nextInt(11)));
        return new Instant[] {from, from.plus(Duration.ofDays(30))};
    }

    private static Instant[] year() {
        return new Instant[] {START, START.plus(YEAR)};
    }

    private static void time(String what, IntConsumer query) {
        IntStream.range(0, WARMING_UP).forEach(query);
        time(what, ROUNDS, query);
    }

    private static void time(String what, int rounds, IntConsumer query) {
        double[] millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            query.accept(i);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        say(
                "%-34s p50 %8.2f ms  p95 %8.2f ms  p99 %8.2f ms  max %8.2f ms",
                what, millis[rounds / 2], millis[rounds * 95 / 100], millis[rounds * 99 / 100], millis[rounds - 1]);
    }

    private static Map<String, String> with(String name, String value) {
        return Map.of(name, value);
    }

    private static Optional<String> given(Map<String, String> filters, String name) {
        return Optional.ofNullable(filters.get(name));
    }

    private static String actor(long seed) {
        return new UUID(0x7001L, Math.floorMod(seed, ACTORS)).toString();
    }

    private static String person(long seed) {
        int which = Math.floorMod(seed, PEOPLE);
        return which < MEMBER_IDS.size() ? MEMBER_IDS.get(which).toString() : new UUID(0x7002L, which).toString();
    }

    private static long millis(long i) {
        return START.toEpochMilli() + (long) ((double) YEAR.toMillis() / EVENTS * i);
    }

    /// UUIDv7, as services give: time first, then what is random.
    private static EntryId id(long i) {
        long mixed = new SplittableRandom(i).nextLong();
        return new EntryId(
                new UUID(millis(i) << 16 | 0x7000 | mixed & 0xFFF, Long.MIN_VALUE | mixed >>> 2 & ~(1L << 62)));
    }

    @SuppressWarnings({"SystemOut", "AnnotateFormatMethod"})
    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, "measured: " + format + "%n", values);
    }
}
