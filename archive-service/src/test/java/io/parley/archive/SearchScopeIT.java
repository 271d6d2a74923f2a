package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;

/// A grant for a person covers what was said while they were there, and nothing else, whichever way it is looked for.
class SearchScopeIT extends RunningOffice {

    private PersonId alice;
    private PersonId carol;
    private Conversation talk;

    /// Carol is there for numbers 3, 7 and 8; alice always.
    @BeforeEach
    void carolComesAndGoes() {
        alice = bases().consenting();
        carol = bases().consenting();
        talk = conversation().open(alice, bases().consenting());
        talk.post(alice, "the price before");
        talk.add(alice, carol);
        talk.post(alice, "the price with carol");
        talk.remove(alice, carol);
        talk.post(alice, "the price without carol");
        talk.add(alice, carol);
        talk.post(carol, "the price again");
        talk.post(alice, "something else");
        settled(talk);
    }

    @Test
    void aPersonIsLookedForWhereTheyWere() {
        String grant = granted(persons(carol));

        assertThat(found(grant, "")).containsExactly(3L, 7L, 8L);
        assertThat(found(grant, ",\"text\":\"price\"")).containsExactly(3L, 7L);
        assertThat(found(grant, ",\"text\":\"before\"")).isEmpty();
        assertThat(page(grant, "").path("total").asLong()).isEqualTo(3);
        assertThat(found(grant, ",\"text\":\"price\",\"limit\":1")).containsExactly(3L);
    }

    @Test
    void oneOfManyIsLookedForAlone() {
        Conversation elsewhere = conversation().open(alice);
        elsewhere.post(alice, "the price elsewhere");
        settled(elsewhere);
        String grant = granted(persons(alice, carol));

        assertThat(found(grant, ",\"text\":\"price\"")).containsExactly(1L, 3L, 5L, 7L, 1L);
        assertThat(found(grant, ",\"text\":\"price\"," + persons(carol))).containsExactly(3L, 7L);
        assertThat(found(
                        grant,
                        ",\"text\":\"price\",\"conversationIds\":["
                                + quoted(elsewhere.id().toString()) + "]"))
                .containsExactly(1L);
    }

    /// Of 40 conversations 50 records each are looked through at first, for 20 that match.
    @Test
    void whatComesLateInOnePlaceStillComesBeforeWhatIsLaterElsewhere() {
        PersonId dave = bases().consenting();
        Conversation busy = conversation().open(dave);
        busy.post(dave, "a price early");
        IntStream.range(0, 55).forEach(n -> busy.post(dave, "chatter " + n));
        busy.post(dave, "a price late");
        IntStream.range(0, 38).forEach(n -> conversation().open(dave));
        Conversation quiet = conversation().open(dave);
        IntStream.range(0, 20).forEach(n -> quiet.post(dave, "a price elsewhere"));
        settled(busy);
        settled(quiet);
        String grant = granted(persons(dave));

        assertThat(found(grant, ",\"text\":\"price\",\"limit\":2")).containsExactly(1L, busy.lastSeq());
        assertThat(everyPage(grant, ",\"limit\":7")).hasSize(77).isEqualTo(found(grant, ",\"limit\":100"));
    }

    private List<Long> everyPage(String grant, String more) {
        List<Long> all = new ArrayList<>();
        JsonNode page = page(grant, more);
        for (; !page.path("nextCursor").isNull(); page = page(grant, more + ",\"after\":" + page.path("nextCursor"))) {
            all.addAll(numbers(page));
        }
        all.addAll(numbers(page));
        return all;
    }

    @Test
    void aGrantThatIsRevokedWhileASearchRunsShowsNothing() throws Exception {
        String grant = granted(persons(carol));
        try (Connection blocking = database.asOwner().getConnection()) {
            blocking.setAutoCommit(false);
            new JdbcTemplate(new SingleConnectionDataSource(blocking, true)).execute("LOCK TABLE recall");
            var searching = CompletableFuture.supplyAsync(
                    () -> officer.post("/v1/archive/searches", "{\"grantId\":" + quoted(grant) + "}"));
            await().atMost(SOON).until(this::somebodyWaitsForRecalls);
            assertThat(approver.post("/v1/archive/grants/" + grant + "/revoke", "{}")
                            .status())
                    .isEqualTo(200);
            blocking.rollback();

            assertThat(searching.get(20, TimeUnit.SECONDS).code()).isEqualTo("grant-required");
        }
    }

    private boolean somebodyWaitsForRecalls() {
        return Boolean.TRUE.equals(asOwner()
                .queryForObject(
                        "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'recall'::regclass AND NOT granted)",
                        Boolean.class));
    }

    private static String persons(PersonId... people) {
        return "\"personIds\":"
                + List.of(people).stream()
                        .map(person -> quoted(person.toString()))
                        .toList();
    }

    private List<Long> found(String grant, String more) {
        return numbers(page(grant, more));
    }

    private static List<Long> numbers(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private JsonNode page(String grant, String more) {
        Http.Answer answer = officer.post("/v1/archive/searches", "{\"grantId\":" + quoted(grant) + more + "}");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }
}
