package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.contracts.PersonId;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
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
        return page(grant, more)
                .path("items")
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
