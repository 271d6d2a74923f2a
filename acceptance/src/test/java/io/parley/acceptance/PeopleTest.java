package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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
    void findsChineseNamesByTheirCharactersAndTellsDepartments() {
        Persona person = Newcomer.stranger();
        Newcomer.scim().post("/scim/v2/Users", """
                {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"%s","displayName":"欧阳龘",
                 "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"采购"},
                 "urn:parley:scim:Person":{"kind":"employee","region":"eu","languages":["zh-CN"]}}""".formatted(person.name())).hasStatus(201);

        for (String query : new String[] {"龘", "阳龘", "欧阳龘"}) {
            JsonNode found = Region.alice()
                    .http()
                    .get("/v1/people?limit=1000&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                    .hasStatus(200)
                    .json()
                    .path("items");
            assertThat(found).anySatisfy(one -> {
                assertThat(one.path("userName").asString()).isEqualTo(person.name());
                assertThat(one.path("department").asString()).isEqualTo("采购");
                assertThat(one.path("languages").path(0).asString()).isEqualTo("zh-CN");
            });
        }
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
