package io.parley.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.FileId;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

    @ParameterizedTest
    @ValueSource(strings = {"file", "image", "voice", "video"})
    void knowsTheFileOfTheTypesThatShowOne(String type) {
        FileId file = FileId.next();
        Content content = content("{\"type\":\"" + type + "\",\"fileId\":\"" + file + "\",\"caption\":\"x\"}");
        assertThat(content.files()).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"file\"}",
                "{\"type\":\"image\",\"fileId\":\"x\"}",
                "{\"type\":\"voice\",\"fileId\":7}"
            })
    void wantsAFileWhereOneIsShown(String json) {
        assertThatThrownBy(() -> content(json))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refusal -> assertThat(refusal.violations().getFirst().field())
                                .endsWith("fileId"));
    }

    @Test
    void leavesOtherTypesAlone() {
        assertThat(content("{\"type\":\"card\",\"fileId\":\"x\"}").files()).isEmpty();
        assertThat(content("{\"type\":\"text\",\"text\":\"x\"}").files()).isEmpty();
    }

    private static Content content(String json) {
        return Content.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
