package io.parley.consent.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.person.PersonKind;
import io.parley.contracts.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePacksTest {

    private static final String OWN = """
            pack: own
            title: A pack of one's own
            minorsAnswerFrom: 18
            obligationOutweighsRefusal: [monitoring]
            purposes:
              archive:
                employee: [notice]
                guest: []
            """;

    @Test
    void theShippedPacksAreReadAndMapped() {
        RulePacks packs = new RulePacks(properties(Map.of("eu", "eu", "beijing", "cn", "us", "us-ca"), null));

        assertThat(pack(packs, "eu").counts(Ground.NOTICE, Purpose.ARCHIVE, PersonKind.EMPLOYEE))
                .isTrue();
        assertThat(pack(packs, "beijing").counts(Ground.NOTICE, Purpose.TRANSFER, PersonKind.EMPLOYEE))
                .isFalse();
        assertThat(pack(packs, "us").minorsAnswerFrom()).isEqualTo(13);
        assertThat(packs.of("mars")).isNull();
    }

    @Test
    void ownPacksComeFromTheFolderAndReplaceShippedOnes(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), OWN);
        Files.writeString(folder.resolve("eu.yaml"), OWN.replace("pack: own", "pack: eu"));

        RulePacks packs = new RulePacks(properties(Map.of("here", "own", "eu", "eu"), folder));

        assertThat(pack(packs, "here").counts(Ground.NOTICE, Purpose.ARCHIVE, PersonKind.EMPLOYEE))
                .isTrue();
        assertThat(pack(packs, "eu").counts(Ground.CONSENT, Purpose.ARCHIVE, PersonKind.EMPLOYEE))
                .isFalse();
    }

    @Test
    void aMappingToAnUnknownPackStopsTheStart() {
        assertThatThrownBy(() -> new RulePacks(properties(Map.of("eu", "euro"), null)))
                .hasMessage("parley.basis.packs.eu: euro (expected: one of [cn, eu, us-ca])");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    pack: own              | pack: ' '              | pack:
                    title: A pack of one's own | titel: x           | titel
                    minorsAnswerFrom: 18   | minorsAnswerFrom: old  | minorsAnswerFrom: old (expected: an age
                    [monitoring]           | [dancing]              | obligationOutweighsRefusal: purpose: dancing
                    archive:               | archives:              | purposes.archives: purpose: archives
                    guest: []              | gast: []               | purposes.archive.gast: kind: gast
                    guest: []              | bot: []                | purposes.archive.bot: bot (expected: employee
                    guest: []              | guest: consent         | purposes.archive.guest: consent (expected: a list)
                    [notice]               | [notise]               | purposes.archive.employee: ground: notise
                    [notice]               | [none]                 | purposes.archive.employee: none (expected
                    guest: []              | employee: []           | not YAML
                    pack: own              | '- pack'               | not YAML""")
    void namesFileKeyAndRuleOfWhatIsWrong(String good, String bad, String expected) {
        assertThatThrownBy(() -> RulePackFile.parse("own.yaml", OWN.replace(good, bad)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("own.yaml: ")
                .hasMessageContaining(expected);
    }

    private static RulePack pack(RulePacks packs, String region) {
        return java.util.Objects.requireNonNull(packs.of(region));
    }

    private static BasisProperties properties(Map<String, String> packs, @Nullable Path directory) {
        return new BasisProperties(packs, directory, Duration.ofSeconds(1), 10);
    }
}
