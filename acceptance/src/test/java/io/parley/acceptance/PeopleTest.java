package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PeopleTest {

    @Test
    void findsPeopleByName() {
        JsonNode page =
                Region.alice().http().get("/v1/people?query=bob").hasStatus(200).json();

        assertThat(page.path("items")).isNotEmpty();
        assertThat(page.path("items")
                        .valueStream()
                        .map(person -> person.path("userName").asString()))
                .contains("bob");
        assertThat(page.has("nextCursor")).isTrue();
    }

    @Test
    void pagesByCursorWithoutRepeating() {
        var first = Region.alice().api().people().search(null, null, 3);
        assertThat(first.items()).hasSize(3);
        assertThat(first.nextCursor()).isNotNull();

        var second = Region.alice().api().people().search(null, first.nextCursor(), 3);
        assertThat(second.items()).isNotEmpty().doesNotContainAnyElementsOf(first.items());
    }

    @Test
    void refusesABadLimit() {
        Region.alice().http().get("/v1/people?limit=0").hasStatus(400).namesField("limit");
        Region.alice().http().get("/v1/people?limit=5000").hasStatus(400).namesField("limit");
    }
}
