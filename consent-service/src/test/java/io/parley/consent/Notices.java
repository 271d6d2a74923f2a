package io.parley.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Writes and publishes notices as the data protection officer.
public final class Notices {

    private final Api heidi;

    public Notices(Api heidi) {
        this.heidi = heidi;
    }

    public String drafted(String purpose, String kind, String audience) {
        JsonNode draft =
                heidi.post("/v1/notices", body(purpose, kind, audience)).is(201).body();
        assertThat(draft.path("version").asInt()).isEqualTo(1);
        assertThat(draft.path("state").asString()).isEqualTo("draft");
        return draft.path("noticeId").asString();
    }

    public String published(String purpose, String kind, String audience) {
        String notice = drafted(purpose, kind, audience);
        publish(notice, 1);
        return notice;
    }

    public void publishVersion(String notice, int version, boolean material) {
        heidi.post("/v1/notices/" + notice + "/versions", Map.of("texts", texts(), "material", material))
                .is(201);
        publish(notice, version);
    }

    private void publish(String notice, int version) {
        JsonNode done = heidi.post("/v1/notices/" + notice + "/versions/" + version + "/publish", Map.of())
                .is(200)
                .body();
        assertThat(done.path("state").asString()).isEqualTo("published");
    }

    public static Map<String, Object> body(String purpose, String kind, String audience) {
        return Map.of(
                "purpose",
                purpose,
                "kind",
                kind,
                "audience",
                Map.of("kinds", List.of(audience), "regions", List.of("eu")),
                "texts",
                texts(),
                "material",
                true);
    }

    public static Map<String, Object> texts() {
        return Map.of(
                "en", Map.of("title", "Archive", "text", "We keep what you write."),
                "zh", Map.of("title", "存档", "text", "我们会保存您所写的内容。"));
    }
}
