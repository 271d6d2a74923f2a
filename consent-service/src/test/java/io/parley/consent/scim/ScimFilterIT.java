package io.parley.consent.scim;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.consent.ConsentIT;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The database and [FilterMatch] must find the same, and what RFC 7644 says.
class ScimFilterIT extends ConsentIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private final String mark = UUID.randomUUID().toString();

    /// Expected: which of the four (a, b, c, d) are found.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    displayName eq "ÄNNE a"                                                | a
                    displayName ne "änne a"                                                | bcd
                    displayName co "li B"                                                  | b
                    displayName sw "王"                                                    | c
                    displayName ew "D"                                                     | d
                    nickName pr                                                            | ab
                    nickName gt "n"                                                        | b
                    nickName ge "max"                                                      | ab
                    nickName lt "n"                                                        | a
                    nickName le "zoe"                                                      | ab
                    nickName eq null                                                       | cd
                    nickName ne null                                                       | ab
                    active eq true                                                         | abc
                    active ne "True"                                                       | d
                    active pr                                                              | abcd
                    not (nickName pr)                                                      | cd
                    nickName eq "max" or displayName ew "d" and active eq true             | a
                    (nickName eq "max" or displayName ew "d") and active eq false          | d
                    emails pr                                                              | ab
                    emails co "example.org"                                                | ab
                    emails.type eq "HOME"                                                  | b
                    emails[type eq "work" and value co "@example.org"]                     | a
                    emails[type eq "work" and value co "@example.com"]                     | b
                    emails[not (type eq "work")]                                           | b
                    emails.value ne "a@example.org"                                        | bcd
                    emails.primary eq true                                                 | b
                    name.familyName eq "smith"                                             | b
                    name[familyName eq "Smith" and middleName pr]                          | b
                    name pr                                                                | b
                    name.middleName sw "q"                                                 | b
                    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "sales"  | a
                    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "77"  | a
                    urn:ietf:params:scim:schemas:extension:enterprise:2.0:User pr                     | a
                    schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"           | a
                    urn:parley:scim:Person:kind eq "guest"                                 | c
                    urn:parley:scim:Person:kind eq "GUEST"                                 |
                    urn:parley:scim:Person:languages eq "ZH-cn"                            | c
                    urn:parley:scim:Person:birthDate pr                                    | d
                    urn:ietf:params:scim:schemas:core:2.0:User:NICKNAME eq "Max"           | a
                    meta.created gt "2020-01-01T00:00:00Z"                                 | abcd
                    meta.lastModified lt "2020-01-01T00:00:00.000+01:00"                   |
                    meta.resourceType eq "User"                                            | abcd
                    externalId eq "X-%1$s"                                                 | a
                    externalId eq "x-%1$s"                                                 |
                    externalId ne "X-%1$s"                                                 | bcd
                    userName eq "B-%1$s"                                                   | b
                    groups pr                                                              |""")
    void findsWhoTheFilterMeans(String filter, @org.jspecify.annotations.Nullable String expected) {
        List<ObjectNode> people = List.of(
                person(
                        "a",
                        "{'displayName':'Änne A','nickName':'Max','externalId':'X-" + mark + "','emails':"
                                + "[{'value':'a@example.org','type':'work'}],'" + ENTERPRISE
                                + "':{'department':'Sales','manager':{'value':'77'}}}"),
                person(
                        "b",
                        "{'displayName':'Li B','nickName':'Zoe','name':{'familyName':'Smith','middleName':'Q'},"
                                + "'emails':[{'value':'b@example.com','type':'work','primary':true},"
                                + "{'value':'b@example.org','type':'home'}]}"),
                person(
                        "c",
                        "{'displayName':'王小明 c','urn:parley:scim:Person':{'kind':'guest','region':'eu',"
                                + "'languages':['zh-CN']}}"),
                person(
                        "d",
                        "{'displayName':'d','active':false,'urn:parley:scim:Person':{'kind':'minor','region':'eu',"
                                + "'birthDate':'2015-02-03'}}"));
        String asked = filter.formatted(mark);

        assertThat(found("(" + asked + ") and title eq \"" + mark + "\"")).isEqualTo(letters(expected));
        Filter parsed = FilterParser.parse(asked, ResourceType.USER);
        assertThat(people.stream()
                        .filter(person -> FilterMatch.holds(parsed, person))
                        .map(ScimFilterIT::letter)
                        .toList())
                .isEqualTo(letters(expected));
    }

    @Test
    void sortsBothWaysWithTheUnassignedAtTheEndOfAscending() {
        person("a", "{'displayName':'beta'}");
        person("b", "{'displayName':'Alpha','emails':[{'value':'z@x'},{'value':'b@x','primary':true}]}");
        person("c", "{'displayName':'gamma','emails':[{'value':'a@x'}]}");

        assertThat(list("sortBy=displayName")).containsExactly("b", "a", "c");
        assertThat(list("sortBy=displayName&sortOrder=descending")).containsExactly("c", "a", "b");
        assertThat(list("sortBy=emails.value")).containsExactly("c", "b", "a");
        assertThat(list("sortBy=emails&sortOrder=descending")).containsExactly("a", "b", "c");
        assertThat(list("sortBy=userName&startIndex=2&count=1")).containsExactly("b");
        provisioning().get("/scim/v2/Users?sortBy=shoeSize").is(400);
        provisioning().get("/scim/v2/Users?sortBy=name").is(400);
        provisioning().get("/scim/v2/Users?sortBy=userName&sortOrder=up").is(400);
    }

    private ObjectNode person(String letter, String more) {
        ObjectNode user = JSON.createObjectNode();
        user.put("userName", letter + "-" + mark).put("title", mark);
        user.putObject("urn:parley:scim:Person").put("kind", "employee").put("region", "eu");
        user.setAll((ObjectNode) JSON.readTree(more.replace('\'', '"')));
        return (ObjectNode) provisioning().post("/scim/v2/Users", user).is(201).body();
    }

    private List<String> found(String filter) {
        return letters(provisioning()
                .get("/scim/v2/Users?filter=" + encoded(filter))
                .is(200)
                .body());
    }

    private List<String> list(String query) {
        return letters(provisioning()
                .get("/scim/v2/Users?filter=" + encoded("title eq \"" + mark + "\"") + "&" + query)
                .is(200)
                .body());
    }

    private static List<String> letters(JsonNode page) {
        return page.path("Resources").valueStream().map(ScimFilterIT::letter).toList();
    }

    private static List<String> letters(@org.jspecify.annotations.Nullable String expected) {
        List<String> letters = new ArrayList<>();
        if (expected != null) {
            expected.chars().forEach(letter -> letters.add(Character.toString(letter)));
        }
        return letters;
    }

    private static String letter(JsonNode person) {
        return person.path("userName").asString().substring(0, 1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
