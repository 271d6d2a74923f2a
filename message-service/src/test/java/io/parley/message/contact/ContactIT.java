package io.parley.message.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.PersonId;
import io.parley.message.CallingTheApi;
import io.parley.testing.TestIssuer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContactIT extends CallingTheApi {

    @Test
    void knowsThoseWhoShareAConversationNow() {
        assertThat(contacts(alice, bob, carol)).isEmpty();
        String room = open(bob);
        assertThat(contacts(alice, bob, carol)).containsExactly(bob.toString());
        assertThat(contacts(bob, alice)).containsExactly(alice.toString());
        delete(bobName, room(room) + "/members/" + bob);
        assertThat(contacts(alice, bob)).isEmpty();
        assertThat(contacts(bob, alice)).isEmpty();
    }

    @Test
    void countsMembersNoFurtherThanAsked() {
        String room = open(bob, carol);
        assertThat(size(room, 10)).isEqualTo(3);
        assertThat(size(room, 2)).isEqualTo(2);
    }

    @Test
    void isNotForPeople() {
        assertThat(get(aliceName, "/internal/conversations/" + open(bob) + "/size?most=5")
                        .status())
                .isEqualTo(403);
    }

    private int size(String room, int most) {
        return internal("GET", "/internal/conversations/" + room + "/size?most=" + most, null)
                .get("members")
                .asInt();
    }

    private List<String> contacts(PersonId person, PersonId... among) {
        String ids = Arrays.stream(among).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return internal("POST", "/internal/people/" + person + "/contacts", "{\"personIds\":[" + ids + "]}")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode internal(String method, String path, @Nullable String body) {
        Answer answer = send(TestIssuer.shared().service("presence-service", "internal"), method, path, body);
        assertThat(answer.status()).as(String.valueOf(answer.body())).isEqualTo(200);
        return answer.body();
    }
}
