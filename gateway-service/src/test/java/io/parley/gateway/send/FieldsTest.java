package io.parley.gateway.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    @Test
    void keepsNestedObjectsByteForByte() {
        String content = "{ \"type\" : \"card\",\"n\":1.50,  \"x\":[ {\"é你\":\"\\u00e9\"} ] }";
        Fields fields = fields("{\"a\":1, \"content\":" + content + " ,\"z\":\"end\"}");
        assertThat(new String(fields.requireObject("content"), StandardCharsets.UTF_8))
                .isEqualTo(content);
        assertThat(fields.text("z")).hasValue("end");
    }

    @Test
    void readsIdsAndNumbers() {
        UUID id = Ids.next();
        Fields fields =
                fields("{\"one\":\"%1$s\",\"all\":[\"%1$s\"],\"cursors\":{\"%1$s\":12},\"no\":null}".formatted(id));
        assertThat(fields.requireId("one")).isEqualTo(id);
        assertThat(fields.ids("all", 1)).containsExactly(id);
        assertThat(fields.numbersById("cursors")).isEqualTo(Map.of(id, 12L));
        assertThat(fields.id("no")).isEmpty();
        assertThat(fields.ids("absent", 1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{",
                "{}x",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "// no\n{}",
                "\uFEFF{}"
            })
    void refusesWhatIsNotOneObject(String json) {
        assertThatThrownBy(() -> fields(json))
                .isInstanceOfSatisfying(
                        DomainException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST));
    }

    @Test
    void refusesOtherEncodings() {
        assertThatThrownBy(() -> Fields.of("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(DomainException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":1}", "{\"x\":\"short\"}", "{\"x\":\"1-1-1-1-1\"}", "{\"x\":{}}", "{\"y\":1}"})
    void namesTheFieldThatIsNoId(String json) {
        assertThatThrownBy(() -> fields(json).requireId("x")).isInstanceOfSatisfying(DomainException.class, refused -> {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(refused.violations().getFirst().field()).isEqualTo("x");
        });
    }

    @Test
    void refusesNumbersBelowZeroAndBeyondAllBounds() {
        assertThatThrownBy(() -> fields("{\"n\":-1}").requireNumber("n")).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> fields("{\"n\":1.5}").requireNumber("n")).isInstanceOf(DomainException.class);
        assertThatThrownBy(() -> fields("{\"n\":99999999999999999999}").requireNumber("n"))
                .isInstanceOf(DomainException.class);
    }

    private static Fields fields(String json) {
        return Fields.of(json.getBytes(StandardCharsets.UTF_8));
    }
}
