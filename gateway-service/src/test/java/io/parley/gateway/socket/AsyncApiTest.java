package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The document names exactly the frames and codes that the code knows.
class AsyncApiTest {

    private final JsonNode document;

    AsyncApiTest() throws IOException {
        document =
                JsonMapper.shared().readTree(new ClassPathResource("document/asyncapi.json").getContentAsByteArray());
    }

    @Test
    void describesEveryFrameAClientMaySendAndNoOther() {
        assertThat(frames("fromClient"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ClientFrameType.values())
                        .map(ClientFrameType::wire)
                        .toList());
    }

    @Test
    void describesEveryFrameAClientMayGetAndNoOther() {
        assertThat(frames("toClient"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ServerFrameType.values())
                        .map(ServerFrameType::wire)
                        .toList());
    }

    @Test
    void namesEveryGoodbye() {
        JsonNode codes = document.at("/components/messages/goodbye/payload/properties/code/enum");
        assertThat(codes.valueStream().map(JsonNode::asString))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Ending.values()).map(Ending::code).toList());
    }

    @Test
    void resolvesEveryReference() {
        for (String reference : references(document).toList()) {
            assertThat(document.at(reference.substring(1)).isMissingNode())
                    .as(reference)
                    .isFalse();
        }
    }

    private List<String> frames(String operation) {
        return document.at("/operations/" + operation + "/messages")
                .valueStream()
                .map(message -> document.at(message.get("$ref").asString().substring(1)))
                .map(message -> document.at(message.get("$ref").asString().substring(1)))
                .map(message -> message.at("/payload/properties/type/const").asString())
                .toList();
    }

    private static Stream<String> references(JsonNode node) {
        Set<String> found = new TreeSet<>();
        if (node.has("$ref")) {
            found.add(node.get("$ref").asString());
        }
        return Stream.concat(found.stream(), node.valueStream().flatMap(AsyncApiTest::references));
    }
}
