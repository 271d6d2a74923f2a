package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeRulesTest {

    private static final String JPEG = "ffd8ffe000104a46494600010100000100010000";
    private static final String PNG = "89504e470d0a1a0a0000000d49484452";
    private static final String ZIP = "504b030414000000080000002100";
    private static final String ELF = "7f454c46020101000000000000000000" + "02003e0001000000";
    private static final String EXE = "4d5a90000300000004000000ffff0000b800000000000000";
    private static final String TEXT = "48656c6c6f2c20776f726c642e0a";
    private static final String MP4 = "00000018667479706d703432000000006d70343269736f6d";
    private static final String NOISE = "9c8f01f7e2aa5501";

    private final TypeRules rules = new TypeRules(List.of(
            "application/x-dosexec",
            "application/x-msdownload",
            "application/x-elf",
            "application/x-executable",
            "application/x-sh",
            "application/java-archive",
            "application/x-bat"));

    @ParameterizedTest
    @CsvSource({
        "image/jpeg," + JPEG,
        "image/png," + PNG,
        "application/zip," + ZIP,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document," + ZIP,
        "text/plain," + TEXT,
        "text/markdown," + TEXT,
        "application/json," + TEXT,
        "application/octet-stream," + PNG,
        "application/octet-stream," + NOISE,
        "application/x-of-our-own," + NOISE,
        "video/mp4," + MP4,
        "audio/mp4," + MP4
    })
    void letsThroughWhatIsWhatItSays(String claimed, String head) {
        assertThatCode(() -> check(claimed, head)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "image/jpeg," + PNG,
        "image/png," + TEXT,
        "image/png," + NOISE,
        "application/pdf," + NOISE,
        "text/plain," + PNG,
        "video/mp4," + ZIP,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document," + TEXT
    })
    void refusesWhatIsSomethingElse(String claimed, String head) {
        refused(claimed, head);
    }

    @ParameterizedTest
    @CsvSource({"application/octet-stream," + ELF, "application/octet-stream," + EXE, "text/plain," + EXE})
    void refusesProgramsByTheirContent(String claimed, String head) {
        refused(claimed, head);
    }

    @ParameterizedTest
    @CsvSource({
        "setup.exe,application/octet-stream",
        "tool.jar,application/zip",
        "run.sh,text/plain",
        "holiday.png,application/java-archive"
    })
    void refusesProgramsByNameAndClaim(String name, String claimed) {
        assertThatThrownBy(() -> rules.check(About.of(name, claimed, null)))
                .isInstanceOfSatisfying(DomainException.class, refusal -> {
                    if (refusal.code() != ErrorCode.RULE_VIOLATED) {
                        throw new AssertionError(refusal);
                    }
                });
    }

    private void refused(String claimed, String head) {
        assertThatThrownBy(() -> check(claimed, head)).isInstanceOfSatisfying(DomainException.class, refusal -> {
            if (refusal.code() != ErrorCode.RULE_VIOLATED
                    || !refusal.violations().getFirst().field().equals("mediaType")) {
                throw new AssertionError(refusal);
            }
        });
    }

    private void check(String claimed, String head) {
        byte[] bytes = head.equals(TEXT)
                ? "Hello, world. ".repeat(20).getBytes(StandardCharsets.UTF_8)
                : HexFormat.of().parseHex(head);
        rules.check(About.of("thing", claimed, null), bytes);
    }
}
