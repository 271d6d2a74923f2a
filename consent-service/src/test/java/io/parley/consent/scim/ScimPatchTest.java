package io.parley.consent.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.person.PersonKind;
import io.parley.consent.person.Profile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ScimPatchTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Profile ALICE = new Profile(
            "alice",
            "e-1",
            "Alice",
            new Profile.Name(null, "Alice", "Liddell"),
            PersonKind.EMPLOYEE,
            "eu",
            LocalDate.of(1990, 1, 2),
            true);

    @Test
    void changesOneAttributeByPath() {
        assertThat(patched("{\"op\":\"replace\",\"path\":\"displayName\",\"value\":\"A. L.\"}")
                        .displayName())
                .isEqualTo("A. L.");
        assertThat(patched("{\"op\":\"add\",\"path\":\"name.familyName\",\"value\":\"Hargreaves\"}")
                        .name())
                .isEqualTo(new Profile.Name(null, "Alice", "Hargreaves"));
        assertThat(patched("{\"op\":\"replace\",\"path\":\"urn:parley:scim:Person:kind\",\"value\":\"guest\"}")
                        .kind())
                .isEqualTo(PersonKind.GUEST);
    }

    @Test
    void takesFullyQualifiedAndDifferentlyWrittenPaths() {
        assertThat(patched("{\"op\":\"Replace\",\"path\":\"urn:ietf:params:scim:schemas:core:2.0:User:USERNAME\","
                                + "\"value\":\"Alicia\"}")
                        .userName())
                .isEqualTo("alicia");
    }

    @Test
    void changesSeveralAttributesWithoutPathAndPassesOverOthers() {
        Profile changed = patched("{\"op\":\"replace\",\"value\":{\"active\":\"False\",\"title\":\"Dr.\","
                + "\"name.givenName\":\"Alicia\",\"name\":{\"formatted\":\"Alicia L.\"},"
                + "\"urn:parley:scim:Person\":{\"region\":\"cn\"}}}");

        assertThat(changed.active()).isFalse();
        assertThat(changed.region()).isEqualTo("cn");
        assertThat(changed.name()).isEqualTo(new Profile.Name("Alicia L.", "Alicia", "Liddell"));
        assertThat(changed.displayName()).isEqualTo("Alice");
    }

    @Test
    void removesWhatMayBeAbsent() {
        assertThat(patched("{\"op\":\"remove\",\"path\":\"externalId\"}").externalId())
                .isNull();
        assertThat(patched("{\"op\":\"remove\",\"path\":\"urn:parley:scim:Person:birthDate\"}")
                        .birthDate())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"op":"remove","path":"urn:parley:scim:Person:kind"}                     | invalidValue
                    {"op":"remove"}                                                          | noTarget
                    {"op":"replace","path":"emails[type eq \\"work\\"].value","value":"x"}   | invalidPath
                    {"op":"replace","path":"displayName","value":7}                          | invalidValue
                    {"op":"replace","path":"active","value":"maybe"}                         | invalidValue
                    {"op":"replace","path":"displayName"}                                    | invalidValue
                    {"op":"replace","value":false}                                           | noTarget
                    {"op":"replace","path":"urn:parley:scim:Person:birthDate","value":"x"}   | invalidValue
                    {"op":"copy","path":"displayName","value":"x"}                           | invalidSyntax""")
    void refusesWhatMakesNoSense(String operation, String scimType) {
        assertThatThrownBy(() -> patched(operation))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        refused -> assertThat(refused.body().scimType()).isEqualTo(scimType));
    }

    @Test
    void refusesAPatchWithoutOperations() {
        assertThatThrownBy(() -> JSON.readValue("{}", ScimPatch.class).applyTo(ScimUser.of(ALICE), JSON))
                .isInstanceOf(ScimException.class);
    }

    private static Profile patched(String operation) {
        ScimPatch patch = JSON.readValue("{\"Operations\":[" + operation + "]}", ScimPatch.class);
        return patch.applyTo(ScimUser.of(ALICE), JSON).toProfile();
    }
}
