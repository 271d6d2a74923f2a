package io.parley.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `docs/audit-actions.md` is written from the catalogue. `-Dparley.docs.write=true` writes it anew.
class AuditCatalogueTest {

    private static final Path PAGE = Path.of("../../docs/audit-actions.md");
    private static final String HEAD = """
            # Audit actions

            What is recorded, from the catalogue in `libs/contracts` (`AuditAction`), which is closed: an event of another action, or
            with another field, is questioned. The same is served at `GET /v1/audit/actions`. Written by `AuditCatalogueTest`.

            Every event names its id, time, actor, object, outcome, region, service and place in its service's numbers, and where it
            applies purpose, case and the people it concerns. Fields hold ids, codes, counts and digests, never words of people. All of
            it stands in the erasable body; the log itself holds a salted commitment. A version grows when the fields change.

            Of changes an event says in `changes` what a field was before and is after; absent is a value that was not there. (person)
            marks ids of people, who are found by it; (personal) what is known of a person, which SIEMs are not sent. Titles of
            conversations are what people wrote, and stay out.

            | action | version | fields | changes | meaning |
            |--|--|--|--|--|
            """;

    @Test
    void thePageIsTheCatalogue() throws IOException {
        if (Boolean.getBoolean("parley.docs.write")) {
            requireGrownVersions();
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("docs/audit-actions.md (rewrite with -Dparley.docs.write=true)")
                .isEqualTo(page());
    }

    @Test
    void codesAreUniqueAndSayWhatHappenedToWhat() {
        assertThat(Arrays.stream(AuditAction.values()).map(AuditAction::code))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[a-z]+\\.[a-z]+(-[a-z]+)*"));
        assertThat(AuditAction.find("grant.approved")).contains(AuditAction.GRANT_APPROVED);
        assertThat(AuditAction.find("grant.teleported")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AuditAction.class)
    void anActionNamesWhatItMayChangeAndNothingElse(AuditAction action) {
        assertThat(action.changes()).extracting(ChangedField::name).doesNotHaveDuplicates();
        for (ChangedField field : action.changes()) {
            assertThatCode(() -> action.checkChange(field.name())).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> action.checkChange("shoeSize"))
                .hasMessageStartingWith(action.code() + ".changes: shoeSize (expected one of: ");
    }

    /// Whatever decides, opens, closes or gives another value says what was before. Those that do not are named.
    @Test
    void whatTellsOfAChangeSaysWhatChanged() {
        assertThat(
                        Arrays.stream(AuditAction.values())
                                .filter(action -> action.changes().isEmpty())
                                .map(AuditAction::code)
                                .filter(
                                        code -> code.matches(
                                                ".*[.-](changed|approved|refused|released|revoked|retired|ended|expired|extended|reviewed)")))
                .containsExactly("access.refused");
    }

    /// Compared with the page as it was committed: readers of old events need to know which fields they had.
    @Test
    void aVersionGrowsWithTheFields() throws IOException {
        requireGrownVersions();
    }

    private static void requireGrownVersions() throws IOException {
        Map<String, String> known = new HashMap<>();
        for (String line : Files.exists(PAGE) ? Files.readAllLines(PAGE) : List.<String>of()) {
            String[] cells = line.split(" \\| ", 5);
            if (cells.length == 5 && cells[0].startsWith("| `")) {
                known.put(cells[0].substring(2) + cells[1], cells[2] + " | " + cells[3]);
            }
        }

        for (AuditAction action : AuditAction.values()) {
            String version = "`" + action.code() + "`" + action.version();
            assertThat(known.getOrDefault(version, fields(action)))
                    .as("fields of %s (expected: a new version)", version)
                    .isEqualTo(fields(action));
        }
    }

    private static String page() {
        return HEAD
                + Arrays.stream(AuditAction.values())
                        .map(action -> "| `" + action.code() + "` | " + action.version() + " | " + fields(action)
                                + " | " + action.meaning() + " |\n")
                        .collect(Collectors.joining());
    }

    private static String fields(AuditAction action) {
        return listed(action.fields().stream().map(field -> "`" + field + "`").toList()) + " | "
                + listed(action.changes().stream()
                        .map(AuditCatalogueTest::listed)
                        .toList());
    }

    private static String listed(List<String> words) {
        return words.isEmpty() ? "–" : String.join(" ", words);
    }

    private static String listed(ChangedField field) {
        return "`" + field.name() + "`"
                + (field.kind() == ChangedField.Kind.PLAIN
                        ? ""
                        : " (" + field.kind().code() + ")");
    }
}
