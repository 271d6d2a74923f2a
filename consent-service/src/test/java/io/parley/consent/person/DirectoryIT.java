package io.parley.consent.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.ConsentIT;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryIT extends ConsentIT {

    private final String mark = UUID.randomUUID().toString();
    private Someone reader = new Someone("", "", as(""));

    @BeforeEach
    void begin() {
        reader = somebody("employee");
        person("a", "王小明");
        person("b", "欧阳小红 (Sales)");
        person("c", "Ännchen von Tharau");
        person("d", "ＦＵＬＬ width");
        person("e", "a_b\\c");
    }

    /// Expected: which of the five (a to e) are found, in the order of their user names.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    王             | a
                    小             | ab
                    小明           | a
                    王小明         | a
                    欧阳小红       | b
                    欧阳小红 (SAL  | b
                    ÄNNCHEN        | c
                    full           | d
                    LL wi          | d
                    _b             | e
                    b\\c            | e
                    tharau         | c
                    明小           | ''
                    zzzz           | ''""")
    void findsPeopleByAnyPartOfTheirNames(String query, String expected) {
        List<String> names = reader.api()
                .get("/v1/people?limit=1000&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .is(200)
                .body()
                .path("items")
                .valueStream()
                .map(one -> one.path("userName").asString())
                .filter(name -> name.endsWith(mark))
                .map(name -> name.substring(0, 1))
                .toList();

        assertThat(String.join("", names)).isEqualTo(expected);
    }

    private void person(String letter, String displayName) {
        provisioning()
                .post(
                        "/scim/v2/Users",
                        Map.of(
                                "userName",
                                letter + "-" + mark,
                                "displayName",
                                displayName,
                                "urn:parley:scim:Person",
                                Map.of("kind", "employee", "region", "eu")))
                .is(201);
    }
}
