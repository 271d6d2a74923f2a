package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The cases of RFC 7644 §3 (and of RFC 7643 where it decides), each under the section that asks for it.
class ScimConformanceTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String USERS = "/scim/v2/Users";
    private static final String GROUPS = "/scim/v2/Groups";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private static final String ERROR = "urn:ietf:params:scim:api:messages:2.0:Error";

    private interface Case {
        void run(ScimConformanceTest test);
    }

    private static Arguments row(String section, String what, Case check) {
        return Arguments.of(section, what, check);
    }

    private final String mark = UUID.randomUUID().toString();

    static final List<Arguments> CREATE = List.of(
            row("3.3", "201 with Location, ETag, meta and id", test -> {
                Raw.Answer created = test.post(USERS, test.user("c", "{}")).hasStatus(201);
                JsonNode user = created.json();
                assertThat(created.header("Content-Type")).startsWith("application/scim+json");
                assertThat(created.header("Location"))
                        .endsWith(USERS + "/" + user.path("id").asString());
                assertThat(created.header("ETag"))
                        .isEqualTo(user.path("meta").path("version").asString())
                        .startsWith("W/\"");
                assertThat(user.path("meta").path("resourceType").asString()).isEqualTo("User");
                assertThat(user.path("meta").path("created").asString()).isNotBlank();
                assertThat(user.path("meta").path("lastModified").asString()).isNotBlank();
            }),
            row("3.3", "read-only attributes are passed over", test -> {
                JsonNode user = test.created("c", "{'id':'mine','meta':{'version':'7'},'groups':[{'value':'x'}]}");
                assertThat(user.path("id").asString()).isNotEqualTo("mine");
                assertThat(user.has("groups")).isFalse();
            }),
            row("3.3", "unknown attributes are ignored, known ones kept", test -> {
                JsonNode user = test.created("c", "{'shoeSize':44,'TITLE':'Dr.'}");
                assertThat(user.has("shoeSize")).isFalse();
                assertThat(user.path("title").asString()).isEqualTo("Dr.");
            }),
            row("3.3", "a group with members", test -> {
                String member = test.created("c", "{}").path("id").asString();
                JsonNode group = test.group(member);
                assertThat(group.path("members").path(0).path("value").asString())
                        .isEqualTo(member);
                assertThat(group.path("members").path(0).path("$ref").asString())
                        .endsWith(USERS + "/" + member);
            }),
            row("3.3.1", "409 uniqueness for a second user of the name", test -> {
                test.created("c", "{}");
                test.fails(test.post(USERS, test.user("C", "{}")), 409, "uniqueness");
            }),
            row(
                    "3.12",
                    "400 invalidValue without a required attribute",
                    test -> test.fails(
                            test.post(
                                    USERS,
                                    "{\"schemas\":[],\"displayName\":\"x\"}"
                                            .replace("[]", "[\"urn:ietf:params:scim:schemas:core:2.0:User\"]")),
                            400,
                            "invalidValue")),
            row(
                    "3.12",
                    "400 invalidSyntax for what is no JSON",
                    test -> test.fails(test.post(USERS, "{"), 400, "invalidSyntax")),
            row(
                    "3.12",
                    "400 invalidSyntax for another schema",
                    test -> test.fails(
                            test.post(USERS, test.user("c", "{'schemas':['urn:other']}")), 400, "invalidSyntax")),
            row("7643 2.2", "400 invalidValue for a value of another type", test -> {
                test.fails(test.post(USERS, test.user("c", "{'title':7}")), 400, "invalidValue");
                test.fails(test.post(USERS, test.user("c", "{'active':'perhaps'}")), 400, "invalidValue");
                test.fails(test.post(USERS, test.user("c", "{'name':'Alice'}")), 400, "invalidValue");
            }),
            row(
                    "7643 2.4",
                    "one primary value at most",
                    test -> test.fails(
                            test.post(
                                    USERS,
                                    test.user(
                                            "c",
                                            "{'emails':[{'value':'a','primary':true},{'value':'b','primary':true}]}")),
                            400,
                            "invalidValue")),
            row("7643 2.5", "null and empty mean unassigned", test -> {
                JsonNode user = test.created("c", "{'title':null,'emails':[],'name':{}}");
                assertThat(user.has("title") || user.has("emails") || user.has("name"))
                        .isFalse();
            }),
            row("7643 4.2", "groups do not nest", test -> {
                String inner = test.group().path("id").asString();
                test.fails(
                        test.post(
                                GROUPS,
                                "{\"displayName\":\"o\",\"members\":[{\"value\":\"%s\",\"type\":\"Group\"}]}"
                                        .formatted(inner)),
                        400,
                        "invalidValue");
            }),
            row("7643 4.3", "the enterprise extension is kept", test -> {
                JsonNode user = test.created(
                        "c",
                        "{'" + ENTERPRISE
                                + "':{'employeeNumber':'7','costCenter':'9','organization':'O','division':'D',"
                                + "'department':'Sales','manager':{'value':'m'}}}");
                assertThat(user.path("schemas").valueStream().map(JsonNode::asString))
                        .contains(ENTERPRISE);
                assertThat(user.path(ENTERPRISE).path("department").asString()).isEqualTo("Sales");
                assertThat(user.path(ENTERPRISE).path("manager").path("value").asString())
                        .isEqualTo("m");
            }));

    static final List<Arguments> RETRIEVE = List.of(
            row("3.4.1", "a known resource", test -> {
                JsonNode user = test.created("r", "{'title':'T'}");
                Raw.Answer found = test.get(path(user)).hasStatus(200);
                assertThat(found.header("Content-Type")).startsWith("application/scim+json");
                assertThat(found.json()).isEqualTo(user);
            }),
            row("3.4.1", "404 for an unknown one", test -> {
                test.fails(test.get(USERS + "/" + UUID.randomUUID()), 404, "");
                test.fails(test.get(GROUPS + "/nonsense"), 404, "");
            }),
            row("3.4.2", "a list names its size", test -> {
                test.created("r", "{}");
                JsonNode list = test.list(USERS, "userName co \"" + test.mark + "\"", "");
                assertThat(list.path("schemas").path(0).asString())
                        .isEqualTo("urn:ietf:params:scim:api:messages:2.0:ListResponse");
                assertThat(list.path("totalResults").asInt()).isEqualTo(1);
                assertThat(list.path("Resources")).hasSize(1);
            }),
            row(
                    "3.4.2",
                    "nothing found is 200 and zero",
                    test -> assertThat(test.list(USERS, "title eq \"" + test.mark + "\"", "")
                                    .path("totalResults")
                                    .asInt())
                            .isZero()),
            row("3.4.2.3", "sorted ascending and descending", test -> {
                test.created("a", "{'displayName':'B'}");
                test.created("b", "{'displayName':'a'}");
                assertThat(test.letters(test.marked(), "&sortBy=displayName")).isEqualTo("ba");
                assertThat(test.letters(test.marked(), "&sortBy=displayName&sortOrder=descending"))
                        .isEqualTo("ab");
                assertThat(test.letters(test.marked(), "&sortBy=userName")).isEqualTo("ab");
            }),
            row("3.4.2.4", "pages by startIndex and count", test -> {
                Stream.of("a", "b", "c").forEach(letter -> test.created(letter, "{}"));
                JsonNode second = test.list(USERS, test.marked(), "&sortBy=userName&startIndex=2&count=1");
                assertThat(second.path("totalResults").asInt()).isEqualTo(3);
                assertThat(second.path("startIndex").asInt()).isEqualTo(2);
                assertThat(second.path("itemsPerPage").asInt()).isEqualTo(1);
                assertThat(second.path("Resources").path(0).path("userName").asString())
                        .startsWith("b");
            }),
            row("3.4.2.4", "count 0 gives the number only, less than 1 starts at 1", test -> {
                test.created("a", "{}");
                JsonNode none = test.list(USERS, test.marked(), "&count=0");
                assertThat(none.path("totalResults").asInt()).isEqualTo(1);
                assertThat(none.path("Resources")).isEmpty();
                assertThat(test.list(USERS, test.marked(), "&startIndex=-3&count=-1")
                                .path("startIndex")
                                .asInt())
                        .isEqualTo(1);
            }),
            row("3.4.3", "POST .search for users, groups and both", test -> {
                String member = test.created("s", "{}").path("id").asString();
                test.group(member);
                String search = """
                        {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":10,
                         "filter":"displayName co \\"%s\\"","attributes":["displayName"]}""".formatted(test.mark);
                assertThat(test.post(USERS + "/.search", search)
                                .hasStatus(200)
                                .json()
                                .path("totalResults")
                                .asInt())
                        .isEqualTo(1);
                assertThat(test.post(GROUPS + "/.search", search)
                                .hasStatus(200)
                                .json()
                                .path("totalResults")
                                .asInt())
                        .isEqualTo(1);
                JsonNode both =
                        test.post("/scim/v2/.search", search).hasStatus(200).json();
                assertThat(both.path("totalResults").asInt()).isEqualTo(2);
                assertThat(both.path("Resources").path(0).has("userName")).isFalse();
            }),
            row("3.9", "attributes asks for some, always with id and schemas", test -> {
                JsonNode user = test.created("a", "{'title':'T','name':{'givenName':'G','familyName':'F'}}");
                JsonNode some = test.get(path(user) + "?attributes=TITLE,name.familyName")
                        .json();
                assertThat(some.path("id").asString()).isEqualTo(user.path("id").asString());
                assertThat(some.path("title").asString()).isEqualTo("T");
                assertThat(some.path("name").has("givenName")).isFalse();
                assertThat(some.has("userName") || some.has("meta")).isFalse();
                assertThat(some.path("schemas")).isNotEmpty();
            }),
            row("3.9", "excludedAttributes leaves some out, never id", test -> {
                JsonNode user = test.created("a", "{'title':'T'}");
                JsonNode rest = test.get(path(user) + "?excludedAttributes=title,id,meta.created")
                        .json();
                assertThat(rest.has("title")).isFalse();
                assertThat(rest.has("id") && rest.has("userName")).isTrue();
                assertThat(rest.path("meta").has("created")).isFalse();
                test.fails(test.get(path(user) + "?attributes=id&excludedAttributes=title"), 400, "invalidValue");
            }),
            row("3.9", "a group without its members", test -> {
                JsonNode group = test.group(test.created("a", "{}").path("id").asString());
                assertThat(test.get(GROUPS + "/" + group.path("id").asString() + "?excludedAttributes=members")
                                .json()
                                .has("members"))
                        .isFalse();
            }),
            row("3.10", "attributes by their whole name", test -> {
                test.created("a", "{'title':'T'}");
                assertThat(test.letters(
                                test.marked() + " and urn:ietf:params:scim:schemas:core:2.0:User:title eq \"t\"", ""))
                        .isEqualTo("a");
            }),
            row("3.11", "/Me is not offered", test -> test.fails(test.get("/scim/v2/Me"), 501, "")),
            row("3.7", "Bulk is not offered", test -> test.fails(test.post("/scim/v2/Bulk", "{}"), 501, "")));

    /// RFC 7644 §3.4.2.2: which of three users (a, b, c) a filter finds.
    static final List<Arguments> FILTERS = List.of(
            Arguments.of("userName eq \"A-%s\"", "a"),
            Arguments.of("displayName ne \"anna\"", "bc"),
            Arguments.of("displayName co \"NN\"", "a"),
            Arguments.of("displayName sw \"b\"", "b"),
            Arguments.of("displayName ew \"明\"", "c"),
            Arguments.of("nickName pr", "ab"),
            Arguments.of("nickName gt \"k\"", "b"),
            Arguments.of("nickName ge \"zed\"", "b"),
            Arguments.of("nickName lt \"k\"", "a"),
            Arguments.of("nickName le \"jo\"", "a"),
            Arguments.of("meta.lastModified ge \"2020-01-01T00:00:00Z\"", "abc"),
            Arguments.of("active eq false", "c"),
            Arguments.of("nickName pr and active eq true", "ab"),
            Arguments.of("nickName eq \"jo\" or active eq false", "ac"),
            Arguments.of("not (nickName pr)", "c"),
            Arguments.of("nickName eq \"jo\" or nickName pr and displayName sw \"B\"", "ab"),
            Arguments.of("(nickName eq \"jo\" or nickName pr) and displayName sw \"B\"", "b"),
            Arguments.of("emails[type eq \"work\" and value co \"@example.com\"]", "a"),
            Arguments.of("emails.type eq \"home\"", "b"),
            Arguments.of("emails co \"example\"", "ab"),
            Arguments.of("urn:parley:scim:Person:kind eq \"guest\"", "c"),
            Arguments.of(ENTERPRISE + ":department eq \"sales\"", "a"),
            Arguments.of("schemas eq \"" + ENTERPRISE + "\"", "a"));

    static final List<String> BAD_FILTERS = List.of(
            "userName",
            "userName is \"a\"",
            "shoeSize eq \"7\"",
            "active gt true",
            "userName eq a",
            "(userName pr",
            "emails[type eq \"work\"",
            "userName pr and",
            "(".repeat(20) + "userName pr" + ")".repeat(20));

    static final List<Arguments> REPLACE = List.of(
            row("3.5.1", "what is left out is gone, read-only stays", test -> {
                JsonNode user = test.created("p", "{'title':'T','nickName':'N'}");
                JsonNode put = test.call("PUT", path(user), test.user("p", "{'title':'U','id':'mine'}"))
                        .hasStatus(200)
                        .json();
                assertThat(put.path("title").asString()).isEqualTo("U");
                assertThat(put.has("nickName")).isFalse();
                assertThat(put.path("id")).isEqualTo(user.path("id"));
                assertThat(put.path("meta").path("version"))
                        .isNotEqualTo(user.path("meta").path("version"));
            }),
            row(
                    "3.5.1",
                    "404 for an unknown one",
                    test -> test.fails(
                            test.call("PUT", USERS + "/" + UUID.randomUUID(), test.user("p", "{}")), 404, "")),
            row("3.5.1", "409 for another's name", test -> {
                test.created("p", "{}");
                JsonNode other = test.created("q", "{}");
                test.fails(test.call("PUT", path(other), test.user("p", "{}")), 409, "uniqueness");
            }),
            row("3.6", "DELETE is 204, then 404, and the name is free", test -> {
                JsonNode user = test.created("d", "{}");
                assertThat(test.call("DELETE", path(user), null).hasStatus(204).bytes())
                        .isEmpty();
                test.fails(test.get(path(user)), 404, "");
                test.fails(test.call("DELETE", path(user), null), 404, "");
                assertThat(test.list(USERS, test.marked(), "")
                                .path("totalResults")
                                .asInt())
                        .isZero();
                test.created("d", "{}");
            }),
            row("3.6", "DELETE of a group leaves its members", test -> {
                JsonNode member = test.created("d", "{}");
                JsonNode group = test.group(member.path("id").asString());
                test.call("DELETE", GROUPS + "/" + group.path("id").asString(), null)
                        .hasStatus(204);
                assertThat(test.get(path(member)).hasStatus(200).json().has("groups"))
                        .isFalse();
            }),
            row("3.14", "If-None-Match is 304", test -> {
                JsonNode user = test.created("e", "{}");
                String etag = user.path("meta").path("version").asString();
                test.with("If-None-Match", etag).get(path(user)).hasStatus(304);
                test.with("If-None-Match", "W/\"999\"").get(path(user)).hasStatus(200);
            }),
            row("3.14", "If-Match is 412 unless it is the version", test -> {
                JsonNode user = test.created("e", "{}");
                String etag = user.path("meta").path("version").asString();
                test.fails(test.with("If-Match", "W/\"999\"").put(path(user), test.user("e", "{}")), 412, "");
                test.fails(
                        test.with("If-Match", "W/\"999\"")
                                .call("PATCH", path(user), patch("replace", "title", "\"x\"")),
                        412,
                        "");
                test.fails(test.with("If-Match", "W/\"999\"").call("DELETE", path(user), null), 412, "");
                test.with("If-Match", etag)
                        .put(path(user), test.user("e", "{'title':'y'}"))
                        .hasStatus(200);
            }),
            row(
                    "3.12",
                    "415 for another media type",
                    test -> test.fails(
                            Raw.as(scim().token())
                                    .with("Content-Type", "text/plain")
                                    .post(USERS, "x"),
                            415,
                            "")),
            row("4", "the discovery documents tell what is so", test -> {
                JsonNode config = test.get("/scim/v2/ServiceProviderConfig")
                        .hasStatus(200)
                        .json();
                Map<String, Boolean> told = Map.of(
                        "patch",
                        true,
                        "bulk",
                        false,
                        "filter",
                        true,
                        "changePassword",
                        false,
                        "sort",
                        true,
                        "etag",
                        true);
                told.forEach((feature, supported) -> assertThat(
                                config.path(feature).path("supported").asBoolean(!supported))
                        .as(feature)
                        .isEqualTo(supported));
                JsonNode types =
                        test.get("/scim/v2/ResourceTypes").hasStatus(200).json();
                assertThat(types.path("totalResults").asInt()).isEqualTo(2);
                JsonNode schemas = test.get("/scim/v2/Schemas").hasStatus(200).json();
                types.path("Resources").forEach(type -> {
                    test.get("/scim/v2/ResourceTypes/" + type.path("id").asString())
                            .hasStatus(200);
                    assertThat(schemas.path("Resources")
                                    .valueStream()
                                    .map(one -> one.path("id").asString()))
                            .contains(type.path("schema").asString());
                    test.get("/scim/v2/Schemas/" + type.path("schema").asString())
                            .hasStatus(200);
                });
                test.fails(test.get("/scim/v2/Schemas/urn:other"), 404, "");
                test.fails(test.get("/scim/v2/Schemas?filter=id%20pr"), 403, "");
            }));

    /// RFC 7644 §3.5.2: an operation on a user with a title, a name and two e-mail addresses; what it leads to: a JSON
    /// pointer and the value there ("-" for absent), or the scimType of the refusal.
    static final List<Arguments> PATCHES = List.of(
            Arguments.of("3.5.2.1", patch("add", "nickName", "\"N\""), "/nickName", "N"),
            Arguments.of("3.5.2.1", patch("add", null, "{\"nickName\":\"N\",\"title\":\"U\"}"), "/title", "U"),
            Arguments.of(
                    "3.5.2.1",
                    patch("add", "emails", "[{\"value\":\"c@x\",\"type\":\"other\"}]"),
                    "/emails/2/value",
                    "c@x"),
            Arguments.of(
                    "3.5.2.1", patch("add", "emails", "[{\"value\":\"b@x\",\"type\":\"home\"}]"), "/emails/2", "-"),
            Arguments.of("3.5.2.1", patch("add", "name", "{\"middleName\":\"M\"}"), "/name/givenName", "G"),
            Arguments.of("3.5.2.1", patch("Add", "NAME.MIDDLENAME", "\"M\""), "/name/middleName", "M"),
            Arguments.of(
                    "3.5.2.1",
                    patch("add", ENTERPRISE + ":manager.value", "\"7\""),
                    "/" + ENTERPRISE + "/manager/value",
                    "7"),
            Arguments.of("3.5.2.2", patch("remove", "title", null), "/title", "-"),
            Arguments.of("3.5.2.2", patch("remove", "name.givenName", null), "/name/givenName", "-"),
            Arguments.of("3.5.2.2", patch("remove", "emails[type eq \\\"work\\\"]", null), "/emails/0/value", "b@x"),
            Arguments.of("3.5.2.2", patch("remove", "emails[type eq \\\"work\\\"].type", null), "/emails/0/type", "-"),
            Arguments.of("3.5.2.2", patch("remove", "emails", null), "/emails", "-"),
            Arguments.of("3.5.2.2", patch("remove", null, null), "noTarget", ""),
            Arguments.of("3.5.2.2", patch("remove", "emails[type eq \\\"pager\\\"]", null), "noTarget", ""),
            Arguments.of("3.5.2.2", patch("remove", "userName", null), "mutability", ""),
            Arguments.of("3.5.2.3", patch("replace", "title", "\"U\""), "/title", "U"),
            Arguments.of("3.5.2.3", patch("replace", null, "{\"title\":\"U\"}"), "/title", "U"),
            Arguments.of("3.5.2.3", patch("replace", "emails", "[{\"value\":\"c@x\"}]"), "/emails/1", "-"),
            Arguments.of(
                    "3.5.2.3",
                    patch("replace", "emails[type eq \\\"home\\\"].value", "\"c@x\""),
                    "/emails/1/value",
                    "c@x"),
            Arguments.of("3.5.2.3", patch("replace", "emails[type eq \\\"pager\\\"].value", "\"c@x\""), "noTarget", ""),
            Arguments.of("3.5.2.3", patch("replace", "nickName", "\"N\""), "/nickName", "N"),
            Arguments.of(
                    "3.5.2",
                    patch("replace", "emails[type eq \\\"home\\\"].primary", "true"),
                    "/emails/0/primary",
                    "false"),
            Arguments.of("3.5.2", patch("replace", "id", "\"x\""), "mutability", ""),
            Arguments.of("3.5.2", patch("replace", "meta.created", "\"x\""), "mutability", ""),
            Arguments.of("3.5.2", patch("add", "groups", "[{\"value\":\"x\"}]"), "mutability", ""),
            Arguments.of("3.5.2", patch("replace", "shoeSize", "7"), "invalidPath", ""),
            Arguments.of("3.5.2", patch("replace", "emails[shoe eq \\\"x\\\"]", "7"), "invalidFilter", ""),
            Arguments.of("3.5.2", patch("replace", "title", "7"), "invalidValue", ""),
            Arguments.of("3.5.2", patch("copy", "title", "\"x\""), "invalidSyntax", ""),
            Arguments.of(
                    "3.5.2",
                    "{\"schemas\":[\"urn:other\"],\"Operations\":[{\"op\":\"remove\",\"path\":\"title\"}]}",
                    "invalidSyntax",
                    ""));

    @ParameterizedTest(name = "RFC 7644 §{0}: {1}")
    @FieldSource({"CREATE", "RETRIEVE", "REPLACE"})
    void holds(String section, String what, Case check) {
        check.run(this);
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: {0}")
    @FieldSource("FILTERS")
    void findsByFilter(String filter, String expected) {
        created(
                "a",
                "{'displayName':'Anna','nickName':'Jo','emails':[{'value':'a@example.com','type':'work'}],'"
                        + ENTERPRISE + "':{'department':'Sales'}}");
        created("b", "{'displayName':'Bert','nickName':'Zed','emails':[{'value':'b@example.com','type':'home'}]}");
        created(
                "c",
                "{'displayName':'王小明','active':false,'urn:parley:scim:Person':" + "{'kind':'guest','region':'eu'}}");

        assertThat(letters("(" + filter.replace("%s", mark) + ") and " + marked(), "&sortBy=userName"))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "RFC 7644 §3.4.2.2: refuses {0}")
    @FieldSource("BAD_FILTERS")
    void refusesFilters(String filter) {
        fails(get(USERS + "?filter=" + encoded(filter)), 400, "invalidFilter");
    }

    @ParameterizedTest(name = "RFC 7644 §{0}: {1}")
    @FieldSource("PATCHES")
    void patches(String section, String patch, String pointerOrType, String expected) {
        JsonNode user = created(
                "p",
                "{'title':'T','name':{'givenName':'G','familyName':'F'},'emails':["
                        + "{'value':'a@x','type':'work','primary':true},{'value':'b@x','type':'home'}]}");

        Raw.Answer answer = call("PATCH", path(user), patch);

        if (pointerOrType.startsWith("/")) {
            JsonNode value = answer.hasStatus(200).json().at(pointerOrType);
            assertThat(value.isMissingNode() ? "-" : value.asString()).isEqualTo(expected);
            assertThat(get(path(user)).json()).isEqualTo(answer.json());
        } else {
            fails(answer, 400, pointerOrType);
            assertThat(get(path(user)).json()).isEqualTo(user);
        }
    }

    /// Members of groups, as big clients change them.
    static Stream<Arguments> memberPatches() {
        return Stream.of(
                Arguments.of("add", "members", "[{\"value\":\"%2$s\"}]", "12"),
                Arguments.of("add", "members", "[{\"value\":\"%1$s\"}]", "1"),
                Arguments.of("remove", "members[value eq \\\"%1$s\\\"]", null, ""),
                Arguments.of("remove", "members", null, ""),
                Arguments.of("remove", "members", "[{\"value\":\"%1$s\"}]", ""),
                Arguments.of("replace", "members", "[{\"value\":\"%2$s\"}]", "2"));
    }

    @ParameterizedTest(name = "RFC 7644 §3.5.2: {0} {1}")
    @MethodSource("memberPatches")
    void patchesMembers(String op, String path, @org.jspecify.annotations.Nullable String value, String expected) {
        String first = created("1", "{}").path("id").asString();
        String second = created("2", "{}").path("id").asString();
        String group = GROUPS + "/" + group(first).path("id").asString();

        JsonNode changed = call("PATCH", group, patch(op, path, value).formatted(first, second))
                .hasStatus(200)
                .json();

        String members = Stream.of(first, second)
                .filter(id -> changed.path("members")
                        .valueStream()
                        .anyMatch(member -> member.path("value").asString().equals(id)))
                .map(id -> id.equals(first) ? "1" : "2")
                .collect(java.util.stream.Collectors.joining());
        assertThat(members).isEqualTo(expected);
    }

    private static String patch(
            String op,
            @org.jspecify.annotations.Nullable String path,
            @org.jspecify.annotations.Nullable String value) {
        return "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[{\"op\":\"" + op + "\""
                + (path == null ? "" : ",\"path\":\"" + path + "\"")
                + (value == null ? "" : ",\"value\":" + value)
                + "}]}";
    }

    private static Raw scim() {
        return Client.RAW;
    }

    private static final class Client {
        static final Raw RAW = Newcomer.scim();
    }

    private Raw with(String header, String value) {
        return scim().with(header, value);
    }

    private Raw.Answer get(String path) {
        return scim().get(path);
    }

    private Raw.Answer post(String path, String body) {
        return scim().post(path, body);
    }

    private Raw.Answer call(String method, String path, @org.jspecify.annotations.Nullable String body) {
        return scim().call(method, path, body);
    }

    /// An error in the form of RFC 7644 §3.12.
    private void fails(Raw.Answer answer, int status, String scimType) {
        JsonNode error = answer.hasStatus(status).json();
        assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
        assertThat(error.path("schemas").path(0).asString()).isEqualTo(ERROR);
        assertThat(error.path("status").asString()).isEqualTo(String.valueOf(status));
        assertThat(error.path("scimType").asString("")).isEqualTo(scimType);
        assertThat(error.path("detail").asString("")).isNotBlank();
    }

    private String user(String letter, String more) {
        ObjectNode user = JSON.createObjectNode();
        user.put("userName", letter + "-" + mark)
                .put("displayName", letter + mark)
                .put("profileUrl", mark);
        user.putArray("schemas")
                .add("urn:ietf:params:scim:schemas:core:2.0:User")
                .add("urn:parley:scim:Person");
        user.putObject("urn:parley:scim:Person").put("kind", "employee").put("region", "eu");
        user.setAll((ObjectNode) JSON.readTree(more.replace('\'', '"')));
        return user.toString();
    }

    private JsonNode created(String letter, String more) {
        return post(USERS, user(letter, more)).hasStatus(201).json();
    }

    private JsonNode group(String... members) {
        ObjectNode group = JSON.createObjectNode().put("displayName", "Group " + mark);
        for (String member : members) {
            group.withArrayProperty("members").addObject().put("value", member);
        }
        return post(GROUPS, group.toString()).hasStatus(201).json();
    }

    private String marked() {
        return "profileUrl eq \"" + mark + "\"";
    }

    private JsonNode list(String path, String filter, String more) {
        return get(path + "?filter=" + encoded(filter) + more).hasStatus(200).json();
    }

    /// The first letters of the user names found, in their order.
    private String letters(String filter, String more) {
        return list(USERS, filter, more)
                .path("Resources")
                .valueStream()
                .map(user -> user.path("userName").asString().substring(0, 1))
                .collect(java.util.stream.Collectors.joining());
    }

    private static String path(JsonNode user) {
        return USERS + "/" + user.path("id").asString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
