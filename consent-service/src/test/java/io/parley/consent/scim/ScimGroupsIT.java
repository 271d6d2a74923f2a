package io.parley.consent.scim;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.consent.Api;
import io.parley.consent.ConsentIT;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.AuditRecorded;
import io.parley.platform.identity.PersonDirectory;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ScimGroupsIT extends ConsentIT {

    @Autowired
    private PersonDirectory directory;

    @Test
    void aGroupTellsItsMembersAndTheyTellTheirGroups() {
        Someone alice = somebody("employee");
        Someone bob = somebody("employee");

        JsonNode group = group("Sales", alice);
        patch(group, "add", "members", "[{\"value\":\"" + bob.id() + "\"}]").is(200);

        JsonNode now = get(group).is(200).body();
        assertThat(now.path("members")
                        .valueStream()
                        .map(member -> member.path("value").asString()))
                .containsExactlyInAnyOrder(alice.id(), bob.id());
        assertThat(now.path("members").path(0).path("display").asString()).startsWith("Display");
        JsonNode member =
                provisioning().get("/scim/v2/Users/" + bob.id()).is(200).body();
        assertThat(member.path("groups").path(0).path("value").asString()).isEqualTo(id(group));
        assertThat(member.path("groups").path(0).path("display").asString()).isEqualTo("Sales");
        assertThat(member.path("meta").path("version").asString()).isEqualTo("W/\"2\"");
        await().atMost(10, SECONDS)
                .until(() -> directory.find(PersonId.parse(bob.id())).orElseThrow().groups().stream()
                        .anyMatch(UUID.fromString(id(group))::equals));
    }

    @Test
    void itIsOnRecordWhoCameAndWentAndWhatChangedOfAPerson() {
        Someone alice = somebody("employee");
        Someone bob = somebody("employee");
        JsonNode group = group("Sales", alice);
        patch(group, "add", "members", "[{\"value\":\"" + bob.id() + "\"}]").is(200);
        patch(group, "remove", "members[value eq \\\"" + alice.id() + "\\\"]", null)
                .is(200);
        patch(group, "replace", "displayName", "\"Sellers\"").is(200);
        provisioning()
                .patch(
                        "/scim/v2/Users/" + bob.id(),
                        "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":["
                                + "{\"op\":\"replace\",\"path\":\"name.familyName\",\"value\":\"Miller\"},"
                                + "{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}")
                .is(200);

        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(changes(id(group)))
                        .containsExactly(
                                "member: - > " + bob.id(),
                                "member: " + alice.id() + " > -",
                                "displayName: Sales > Sellers"));
        await().atMost(20, SECONDS)
                .untilAsserted(() -> assertThat(changes(bob.id()))
                        .anyMatch(
                                change -> change.startsWith("name: ") && change.endsWith("\"familyName\":\"Miller\"}"))
                        .contains("active: true > false"));
    }

    private List<String> changes(String object) {
        return records(Topics.AUDIT_RECORDED).stream()
                .map(record -> parsed(record.value()))
                .filter(event -> event.getObjectId().equals(object))
                .flatMap(event -> event.getChangesList().stream())
                .map(change -> change.getField() + ": " + (change.hasBefore() ? change.getBefore() : "-") + " > "
                        + (change.hasAfter() ? change.getAfter() : "-"))
                .toList();
    }

    private static AuditRecorded parsed(byte[] value) {
        try {
            return AuditRecorded.parseFrom(value);
        } catch (InvalidProtocolBufferException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void membersGoByFilterByListOrAltogether() {
        Someone alice = somebody("employee");
        Someone bob = somebody("employee");
        Someone carol = somebody("employee");
        JsonNode group = group("Sales", alice, bob, carol);

        patch(group, "remove", "members[value eq \\\"" + alice.id() + "\\\"]", null)
                .is(200);
        patch(group, "remove", "members", "[{\"value\":\"" + bob.id() + "\"}]").is(200);

        assertThat(get(group).body().path("members")).hasSize(1);
        assertThat(patch(group, "remove", "members[value eq \\\"" + alice.id() + "\\\"]", null)
                        .is(400)
                        .body()
                        .path("scimType")
                        .asString())
                .isEqualTo("noTarget");
        patch(group, "remove", "members", null).is(200);
        assertThat(get(group).body().has("members")).isFalse();
    }

    @Test
    void aPutReplacesMembersAndRespectsTheVersion() {
        Someone alice = somebody("employee");
        Someone bob = somebody("employee");
        JsonNode group = group("Sales", alice);
        Map<String, Object> wanted = Map.of("displayName", "Marketing", "members", List.of(Map.of("value", bob.id())));

        provisioning().put(path(group), wanted, "If-Match", "W/\"9\"").is(412);
        Api.Answer put =
                provisioning().put(path(group), wanted, "If-Match", "W/\"1\"").is(200);

        assertThat(put.header("ETag")).isEqualTo("W/\"2\"");
        assertThat(put.body().path("displayName").asString()).isEqualTo("Marketing");
        assertThat(put.body().path("members").path(0).path("value").asString()).isEqualTo(bob.id());
        provisioning().get(path(group), "If-None-Match", "W/\"1\", W/\"2\"").is(304);
    }

    @Test
    void refusesGroupsInGroupsAndStrangers() {
        JsonNode inner = group("Inner");
        Map<String, Object> nested =
                Map.of("displayName", "Outer", "members", List.of(Map.of("value", id(inner), "type", "Group")));
        Map<String, Object> stranger =
                Map.of("displayName", "Outer", "members", List.of(Map.of("value", UUID.randomUUID())));

        assertThat(provisioning()
                        .post("/scim/v2/Groups", nested)
                        .is(400)
                        .body()
                        .path("detail")
                        .asString())
                .contains("do not nest");
        provisioning().post("/scim/v2/Groups", stranger).is(400);
        provisioning().post("/scim/v2/Groups", Map.of("externalId", "x")).is(400);
    }

    @Test
    void aGroupThatIsDeletedIsNobodysGroup() {
        Someone alice = somebody("employee");
        JsonNode group = group("Sales", alice);

        provisioning().delete(path(group)).is(204);

        get(group).is(404);
        assertThat(provisioning().get("/scim/v2/Users/" + alice.id()).body().has("groups"))
                .isFalse();
    }

    @Test
    void findsGroupsByNameAndMember() {
        Someone alice = somebody("employee");
        JsonNode group = group("Sales-" + UUID.randomUUID(), alice);

        assertThat(total("displayName eq \"" + group.path("displayName").asString() + "\""))
                .isEqualTo(1);
        assertThat(total("members.value eq \"" + alice.id() + "\"")).isEqualTo(1);
        assertThat(total("members[value eq \"" + UUID.randomUUID() + "\"]")).isZero();
    }

    @Test
    void searchesPeopleAndGroupsAtOnce() {
        String mark = UUID.randomUUID().toString();
        group(mark);
        provisioning().post("/scim/v2/Users", user(mark, "employee", "eu")).is(201);

        JsonNode both = search("displayName co \"" + mark + "\"", 1, 10).is(200).body();
        JsonNode second =
                search("displayName co \"" + mark + "\"", 2, 1).is(200).body();
        JsonNode people = search("userName co \"" + mark + "\"", 1, 10).is(200).body();

        assertThat(both.path("totalResults").asInt()).isEqualTo(2);
        assertThat(both.path("Resources")).hasSize(2);
        assertThat(second.path("Resources")
                        .path(0)
                        .path("meta")
                        .path("resourceType")
                        .asString())
                .isEqualTo("Group");
        assertThat(people.path("totalResults").asInt()).isEqualTo(1);
        search("shoeSize pr", 1, 1).is(400);
    }

    private Api.Answer search(String filter, int start, int count) {
        return provisioning()
                .post(
                        "/scim/v2/.search",
                        Map.of(
                                "schemas",
                                List.of("urn:ietf:params:scim:api:messages:2.0:SearchRequest"),
                                "filter",
                                filter,
                                "startIndex",
                                start,
                                "count",
                                count));
    }

    private int total(String filter) {
        return provisioning()
                .post("/scim/v2/Groups/.search", Map.of("filter", filter))
                .is(200)
                .body()
                .path("totalResults")
                .asInt();
    }

    private JsonNode group(String name, Someone... members) {
        List<Map<String, String>> values = java.util.Arrays.stream(members)
                .map(member -> Map.of("value", member.id()))
                .toList();
        return provisioning()
                .post("/scim/v2/Groups", Map.of("displayName", name, "members", values))
                .is(201)
                .body();
    }

    private Api.Answer patch(JsonNode group, String op, String path, @org.jspecify.annotations.Nullable String value) {
        String body = "{\"Operations\":[{\"op\":\"" + op + "\",\"path\":\"" + path + "\""
                + (value == null ? "" : ",\"value\":" + value) + "}]}";
        return provisioning().patch(path(group), body);
    }

    private Api.Answer get(JsonNode group) {
        return provisioning().get(path(group));
    }

    private static String path(JsonNode group) {
        return "/scim/v2/Groups/" + id(group);
    }

    private static String id(JsonNode group) {
        return group.path("id").asString();
    }
}
