package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `docs/api` is what the running gateway serves. `-Dparley.docs.write=true` writes it anew.
class DocumentsTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final List<String> CALLS = List.of(
            "GET /v1/me",
            "GET /v1/people",
            "GET /v1/me/notices",
            "POST /v1/me/answers",
            "GET /v1/me/answers",
            "POST /v1/me/purposes/{}/withdraw",
            "GET /v1/people/{}/basis",
            "POST /v1/notices",
            "POST /v1/notices/{}/versions",
            "POST /v1/notices/{}/versions/{}/publish",
            "POST /v1/conversations",
            "GET /v1/conversations",
            "GET /v1/conversations/{}",
            "POST /v1/conversations/{}/members",
            "DELETE /v1/conversations/{}/members/{}",
            "POST /v1/conversations/{}/messages",
            "GET /v1/conversations/{}/messages",
            "PUT /v1/conversations/{}/messages/{}",
            "DELETE /v1/conversations/{}/messages/{}",
            "PUT /v1/conversations/{}/read",
            "POST /v1/archive/grants",
            "POST /v1/archive/grants/{}/approve",
            "POST /v1/archive/grants/{}/refuse",
            "POST /v1/archive/grants/{}/revoke",
            "POST /v1/archive/searches",
            "GET /v1/archive/records/{}",
            "GET /v1/archive/records/{}/basis",
            "GET /v1/archive/conversations/{}/coverage",
            "POST /v1/archive/holds",
            "GET /v1/archive/holds",
            "GET /v1/archive/holds/{}",
            "POST /v1/archive/holds/{}/release",
            "POST /v1/archive/holds/{}/disposition",
            "POST /v1/archive/holds/{}/review",
            "POST /v1/archive/retention-policies",
            "GET /v1/archive/retention-policies",
            "POST /v1/archive/retention-policies/{}/dry-run",
            "POST /v1/archive/retention-policies/{}/approve",
            "POST /v1/archive/retention-policies/{}/refuse",
            "POST /v1/archive/retention-policies/{}/retire",
            "GET /v1/archive/retention-certificates",
            "GET /v1/archive/retention-certificates/{}",
            "GET /v1/archive/retention-certificates/{}/ranges",
            "GET /v1/audit/events",
            "GET /v1/audit/actions",
            "GET /v1/audit/events/{}/proof",
            "GET /v1/audit/log/checkpoint",
            "GET /v1/audit/log/key",
            "GET /v1/presence",
            "GET /scim/v2/Users",
            "POST /scim/v2/Users");

    @ParameterizedTest
    @ValueSource(strings = {"openapi.json", "asyncapi.json"})
    void theDocumentInTheRepositoryIsTheOneThatIsServed(String name) throws IOException {
        JsonNode served = Raw.anonymous().get("/v1/" + name).hasStatus(200).json();
        Path kept = Region.ROOT.resolve("docs/api").resolve(name);
        if (Boolean.getBoolean("parley.docs.write")) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, JSON.writeValueAsString(JSON.treeToValue(served, Object.class)) + "\n");
        }

        assertThat(JSON.readTree(Files.readString(kept)))
                .as("%s (rewrite with -Dparley.docs.write=true)", kept)
                .isEqualTo(served);
    }

    @Test
    void openApiDescribesEveryCall() {
        JsonNode document =
                Raw.anonymous().get("/v1/openapi.json").hasStatus(200).json();
        List<String> described = document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(method -> method.getKey().toUpperCase(java.util.Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]*}", "{}")))
                .toList();

        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(described).containsAll(CALLS);
        assertThat(described).noneMatch(call -> call.contains("/internal/"));
    }

    @Test
    void asyncApiDescribesEveryFrame() {
        JsonNode document =
                Raw.anonymous().get("/v1/asyncapi.json").hasStatus(200).json();

        assertThat(document.path("asyncapi").asString()).startsWith("3.");
        assertThat(document.toString())
                .contains(
                        "hello",
                        "welcome",
                        "send",
                        "accepted",
                        "rejected",
                        "edit",
                        "recall",
                        "message-changed",
                        "conversation",
                        "presence",
                        "subscribe",
                        "authenticate",
                        "goodbye",
                        "error",
                        "ping",
                        "pong");
    }
}
