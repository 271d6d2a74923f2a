package io.parley.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenPersonTest {

    @Test
    void knowsTheDemoPeopleWithTheirRoles() {
        assertThat(TokenPerson.named("erin"))
                .hasValueSatisfying(erin -> assertThat(erin.roles()).contains("officer"));
    }

    @Test
    void takesAnyBenchNameAsAPlainMemberOfItsOwn() {
        assertThat(TokenPerson.named("bench-7a"))
                .hasValueSatisfying(person -> assertThat(person.roles()).containsExactly("member"));
        assertThat(TokenPerson.named("bench-7a").map(TokenPerson::subject))
                .isNotEqualTo(TokenPerson.named("bench-7b").map(TokenPerson::subject));
    }

    @Test
    void knowsNobodyElse() {
        for (String name : new String[] {"mallory", "bench-", "bench-A", "bench-a b", "alice2"}) {
            assertThat(TokenPerson.named(name)).isEmpty();
        }
    }
}
