package io.parley.consent.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.person.PersonMatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScimFilterTest {

    @Test
    void findsPeopleByNameWhateverItsCase() {
        assertThat(ScimFilter.parse("USERNAME EQ \"Alice\"")).isEqualTo(new PersonMatch.ByUserName("alice"));
    }

    @Test
    void readsQuotesInsideTheValue() {
        assertThat(ScimFilter.parse("externalId eq \"a\\\"b\\\\c\""))
                .isEqualTo(new PersonMatch.ByExternalId("a\"b\\c"));
    }

    @Test
    void withoutFilterEverybodyMatches() {
        assertThat(ScimFilter.parse(null)).isEqualTo(new PersonMatch.Everybody());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName",
                "userName co \"a\"",
                "title eq \"x\"",
                "userName eq alice",
                "userName eq \"a\" and active eq true",
                "id eq \"7\""
            })
    void refusesTheRestOfTheGrammar(String filter) {
        assertThatThrownBy(() -> ScimFilter.parse(filter)).isInstanceOf(ScimException.class);
    }
}
