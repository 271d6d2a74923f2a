package io.parley.consent.scim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.person.PersonKind;
import io.parley.consent.person.Profile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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
        Profile changed = patched("{\"op\":\"replace\",\"value\":{\"active\":\"False\",\"favouriteColour\":\"blue\","
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
                    {"op":"remove","path":"urn:parley:scim:Person:kind"}                     | mutability
                    {"op":"remove"}                                                          | noTarget
                    {"op":"replace","path":"emails[type eq \\"work\\"].value","value":"x"}   | noTarget
                    {"op":"replace","path":"displayName","value":7}                          | invalidValue
                    {"op":"replace","path":"active","value":"maybe"}                         | invalidValue
                    {"op":"replace","path":"displayName"}                                    | invalidValue
                    {"op":"replace","value":false}                                           | noTarget
                    {"op":"replace","path":"urn:parley:scim:Person:birthDate","value":"x"}   | invalidValue
                    {"op":"replace","path":"emails[kind eq \\"x\\"].value","value":"x"}      | invalidFilter
                    {"op":"remove","path":"emails[type eq \\"work\\"]"}                   | noTarget
                    {"op":"replace","path":"nickname.first","value":"x"}                     | invalidPath
                    {"op":"replace","path":"id","value":"x"}                                 | mutability
                    {"op":"add","path":"meta.version","value":"x"}                           | mutability
                    {"op":"add","path":"groups","value":[{"value":"x"}]}                     | mutability
                    {"op":"replace","value":{"id":"x"}}                                      | mutability
                    {"op":"copy","path":"displayName","value":"x"}                           | invalidSyntax""")
    void refusesWhatMakesNoSense(String operation, String scimType) {
        assertThatThrownBy(() -> patched(operation))
                .isInstanceOfSatisfying(
                        ScimException.class,
                        refused -> assertThat(refused.body().scimType()).isEqualTo(scimType));
    }

    @Test
    void addsAValueToTheOthersAndOnlyOnce() {
        String add = "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"a@x.org\",\"type\":\"work\"}]}";
        String other = "{\"op\":\"add\",\"value\":{\"emails\":[{\"value\":\"b@x.org\",\"primary\":true}]}}";

        JsonNode emails = patched(add + "," + other + "," + add).attributes().path("emails");

        assertThat(emails.valueStream().map(one -> one.path("value").asString()))
                .containsExactly("a@x.org", "b@x.org");
    }

    @Test
    void aNewPrimaryValueIsTheOnlyOne() {
        JsonNode emails = patched("{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"a\",\"primary\":true}]},"
                        + "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"b\",\"primary\":true}]}")
                .attributes()
                .path("emails");

        assertThat(emails.path(0).path("primary").asBoolean()).isFalse();
        assertThat(emails.path(1).path("primary").asBoolean()).isTrue();
    }

    @Test
    void changesAndRemovesTheValuesThatAFilterChooses() {
        String two = "{\"op\":\"add\",\"path\":\"emails\",\"value\":[{\"value\":\"a\",\"type\":\"work\"},"
                + "{\"value\":\"b\",\"type\":\"home\"}]}";
        String change = "{\"op\":\"replace\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"c\"}";
        String remove = "{\"op\":\"remove\",\"path\":\"emails[type eq \\\"home\\\" and value sw \\\"B\\\"]\"}";

        JsonNode emails =
                patched(two + "," + change + "," + remove).attributes().path("emails");

        assertThat(emails).hasSize(1);
        assertThat(emails.path(0).path("value").asString()).isEqualTo("c");
    }

    @Test
    void addsTheValueThatTheFilterDescribesWhenThereIsNone() {
        JsonNode emails = patched(
                        "{\"op\":\"add\",\"path\":\"emails[type eq \\\"work\\\"].value\",\"value\":\"a@x.org\"}")
                .attributes()
                .path("emails");

        assertThat(emails.path(0).path("type").asString()).isEqualTo("work");
        assertThat(emails.path(0).path("value").asString()).isEqualTo("a@x.org");
    }

    @Test
    void keepsTheEnterpriseExtensionAndLanguages() {
        String enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
        Profile changed = patched("{\"op\":\"add\",\"path\":\"" + enterprise + ":department\",\"value\":\"Sales\"},"
                + "{\"op\":\"add\",\"path\":\"" + enterprise + ":manager.value\",\"value\":\"7\"},"
                + "{\"op\":\"replace\",\"path\":\"urn:parley:scim:Person:languages\",\"value\":[\"zh-CN\",\"en\"]}");

        assertThat(changed.department()).isEqualTo("Sales");
        assertThat(changed.attributes()
                        .path(enterprise)
                        .path("manager")
                        .path("value")
                        .asString())
                .isEqualTo("7");
        assertThat(changed.languages()).containsExactly("zh-CN", "en");
    }

    @Test
    void anAttributeSetToNothingIsGone() {
        Profile changed = patched("{\"op\":\"add\",\"path\":\"title\",\"value\":\"Dr.\"},"
                + "{\"op\":\"replace\",\"path\":\"title\",\"value\":null},"
                + "{\"op\":\"remove\",\"path\":\"name\"}");

        assertThat(changed.attributes().isEmpty()).isTrue();
        assertThat(changed.name()).isEqualTo(Profile.Name.NONE);
    }

    @Test
    void refusesAPatchWithoutOperations() {
        assertThatThrownBy(() -> apply("{}")).isInstanceOf(ScimException.class);
    }

    @Test
    void refusesAnotherMessageThanAPatch() {
        assertThatThrownBy(() -> apply("{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:BulkRequest\"],"
                        + "\"Operations\":[{\"op\":\"remove\",\"path\":\"title\"}]}"))
                .isInstanceOf(ScimException.class);
    }

    private static Profile patched(String operations) {
        return apply("{\"Operations\":[" + operations + "]}");
    }

    private static Profile apply(String patch) {
        ObjectNode changed = JSON.readValue(patch, ScimPatch.class).applyTo(UserDocument.of(ALICE), ResourceType.USER);
        return UserDocument.profile(changed, true);
    }
}
