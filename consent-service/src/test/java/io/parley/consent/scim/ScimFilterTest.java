package io.parley.consent.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScimFilterTest {

    @Test
    void orBindsLessThanAnd() {
        assertThat(FilterParser.parse("title pr or active eq true and nickName pr", ResourceType.USER))
                .isInstanceOfSatisfying(
                        Filter.Or.class, or -> assertThat(or.any().getLast()).isInstanceOf(Filter.And.class));
    }

    @Test
    void readsQuotesInsideTheValue() {
        assertThat(FilterParser.parse("externalId EQ \"a\\\"b\\\\c\"", ResourceType.USER))
                .isInstanceOfSatisfying(
                        Filter.Compare.class,
                        compare -> assertThat(compare.value().asString()).isEqualTo("a\"b\\c"));
    }

    @Test
    void takesParensInsideQuotesForText() {
        assertThat(FilterParser.parse("(title eq \") or (\")", ResourceType.USER))
                .isInstanceOf(Filter.Compare.class);
    }

    @Test
    void nothingThatAClientWroteStandsInTheStatement() {
        Filter filter = FilterParser.parse(
                "title eq \"x' OR '1'='1\" or emails[value co \"'; DROP TABLE person; --\"]", ResourceType.USER);

        FilterSql.Condition condition = FilterSql.of(filter, FilterSql.Columns.NONE);

        assertThat(condition.sql()).doesNotContain("DROP").doesNotContain("'1'='1");
        assertThat(condition.parameters().values())
                .containsExactlyInAnyOrder("x' or '1'='1", "'; drop table person; --");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName",
                "userName like \"a\"",
                "shoeSize eq \"x\"",
                "userName eq alice",
                "userName eq \"a\" and",
                "userName eq \"a\" userName",
                "(userName eq \"a\"",
                "userName eq \"a",
                "not userName pr",
                "active gt true",
                "active eq \"maybe\"",
                "meta.created gt \"yesterday\"",
                "meta.created co \"2026\"",
                "name eq \"Alice\"",
                "name co \"Alice\"",
                "userName gt null",
                "userName eq 7",
                "emails[shoe eq \"x\"]",
                "emails[type eq \"work\"",
                "title[type eq \"work\"]",
                "name.givenName.first eq \"a\"",
                "[",
                "()"
            })
    void refusesWhatTheGrammarOrTheSchemasDoNotKnow(String filter) {
        refuses(filter);
    }

    @Test
    void refusesWhatIsTooDeepTooLongOrTooMuch() {
        refuses("(".repeat(11) + "title pr" + ")".repeat(11));
        refuses("title eq \"" + "x".repeat(2_000) + "\"");
        refuses(IntStream.range(0, 51).mapToObj(_ -> "title pr").collect(Collectors.joining(" or ")));
    }

    private static void refuses(String filter) {
        assertThatThrownBy(() -> FilterParser.parse(filter, ResourceType.USER))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        refused -> assertThat(refused.body().scimType()).isEqualTo("invalidFilter"));
    }
}
