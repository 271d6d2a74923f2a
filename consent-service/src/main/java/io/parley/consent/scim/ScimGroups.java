package io.parley.consent.scim;

import io.parley.consent.group.Group;
import io.parley.consent.group.GroupChange;
import io.parley.consent.group.GroupOutcome;
import io.parley.consent.group.Groups;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@ConditionalOnProperty("parley.scim.client")
@RequestMapping(path = "/scim/v2/Groups", produces = ScimRoutes.MEDIA_TYPE)
@Tag(name = "SCIM")
class ScimGroups extends ScimRoutes {

    private final Groups groups;
    private final ScimLists lists;

    ScimGroups(Groups groups, ScimLists lists, ScimProperties properties, RefusalRecorder refusals) {
        super(properties, refusals);
        this.groups = groups;
        this.lists = lists;
    }

    @PostMapping
    @Operation(summary = "Add a group")
    ResponseEntity<JsonNode> create(
            @RequestBody JsonNode body, @ModelAttribute @ParameterObject Shown shown, ServiceCaller caller) {
        check(caller);
        GroupChange wanted = GroupDocument.change(ResourceReader.read(body, ResourceType.GROUP));
        return answer(written(groups.create(wanted, caller)), HttpStatus.CREATED, shown);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One group")
    ResponseEntity<JsonNode> get(
            @PathVariable String id,
            @ModelAttribute @ParameterObject Shown shown,
            @RequestHeader(value = "If-None-Match", required = false) @Nullable String known,
            ServiceCaller caller) {
        check(caller);
        Group group = groups.find(groupId(id)).orElseThrow(() -> ScimException.notFound("Group"));
        return Etag.names(known, group.version())
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(Etag.of(group.version()))
                        .build()
                : answer(group, HttpStatus.OK, shown);
    }

    @GetMapping
    @Operation(summary = "Groups, all or those that a filter chooses")
    ListResponse list(@ModelAttribute @ParameterObject ListQuery.Parameters query, ServiceCaller caller) {
        check(caller);
        return lists.groups(query.query());
    }

    @PostMapping("/.search")
    @Operation(summary = "Groups, with the query in the body")
    ListResponse search(@RequestBody ListQuery query, ServiceCaller caller) {
        check(caller);
        query.checkSearch();
        return lists.groups(query);
    }

    @PutMapping("/{id}")
    @Operation(summary = "Replace a group and its members")
    ResponseEntity<JsonNode> replace(
            @PathVariable String id,
            @RequestBody JsonNode body,
            @ModelAttribute @ParameterObject Shown shown,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        GroupChange wanted = GroupDocument.change(ResourceReader.read(body, ResourceType.GROUP));
        return change(id, expected, (_, _) -> wanted, shown, caller);
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change parts of a group, such as who is in it")
    ResponseEntity<JsonNode> patch(
            @PathVariable String id,
            @RequestBody ScimPatch patch,
            @ModelAttribute @ParameterObject Shown shown,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        return change(
                id,
                expected,
                (group, members) ->
                        GroupDocument.change(patch.applyTo(GroupDocument.of(group, members), ResourceType.GROUP)),
                shown,
                caller);
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Remove a group; its members stay people")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        check(caller);
        written(groups.delete(groupId(id), Etag.expected(expected), caller));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<JsonNode> change(
            String id,
            @Nullable String expected,
            BiFunction<Group, List<PersonId>, GroupChange> change,
            Shown shown,
            ServiceCaller caller) {
        check(caller);
        return answer(
                written(groups.change(groupId(id), Etag.expected(expected), change, caller)), HttpStatus.OK, shown);
    }

    private ResponseEntity<JsonNode> answer(Group group, HttpStatus done, Shown shown) {
        return ResponseEntity.status(done)
                .location(URI.create(GroupDocument.location(group)))
                .eTag(Etag.of(group.version()))
                .body(lists.group(group, shown.projection(ResourceType.GROUP)));
    }

    private static Group written(GroupOutcome outcome) {
        return switch (outcome) {
            case GroupOutcome.Written(Group group) -> group;
            case GroupOutcome.Unknown() -> throw ScimException.notFound("Group");
            case GroupOutcome.Stale(Group current) -> throw ScimException.stale(current.version());
            case GroupOutcome.UnknownMember() ->
                throw ScimException.invalidValue("members.value (expected: ids of registered people)");
        };
    }

    private static UUID groupId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw ScimException.notFound("Group");
        }
    }
}
