package io.parley.consent.scim;

import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonRegistry;
import io.parley.consent.person.Profile;
import io.parley.consent.person.Registration;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.function.UnaryOperator;
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
import tools.jackson.databind.node.ObjectNode;

@RestController
@ConditionalOnProperty("parley.scim.client")
@RequestMapping(path = "/scim/v2/Users", produces = ScimRoutes.MEDIA_TYPE)
@Tag(name = "SCIM", description = "Provisioning of people and groups (RFC 7644), for the one configured client")
class ScimUsers extends ScimRoutes {

    private final People people;
    private final PersonRegistry registry;
    private final ScimLists lists;

    ScimUsers(
            People people,
            PersonRegistry registry,
            ScimLists lists,
            ScimProperties properties,
            RefusalRecorder refusals) {
        super(properties, refusals);
        this.people = people;
        this.registry = registry;
        this.lists = lists;
    }

    @PostMapping
    @Operation(summary = "Add a person")
    ResponseEntity<JsonNode> create(
            @RequestBody JsonNode body, @ModelAttribute @ParameterObject Shown shown, ServiceCaller caller) {
        check(caller);
        Profile profile = UserDocument.profile(ResourceReader.read(body, ResourceType.USER), true);
        return answer(registry.create(profile, caller), HttpStatus.CREATED, shown);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One person")
    ResponseEntity<JsonNode> get(
            @PathVariable String id,
            @ModelAttribute @ParameterObject Shown shown,
            @RequestHeader(value = "If-None-Match", required = false) @Nullable String known,
            ServiceCaller caller) {
        check(caller);
        Person person = people.find(personId(id))
                .filter(found -> !found.deleted())
                .orElseThrow(() -> ScimException.notFound("User"));
        return Etag.names(known, person.version())
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                        .eTag(Etag.of(person.version()))
                        .build()
                : answer(person, HttpStatus.OK, shown);
    }

    @GetMapping
    @Operation(summary = "People, all or those that a filter chooses")
    ListResponse list(@ModelAttribute @ParameterObject ListQuery.Parameters query, ServiceCaller caller) {
        check(caller);
        return lists.users(query.query());
    }

    @PostMapping("/.search")
    @Operation(summary = "People, with the query in the body")
    ListResponse search(@RequestBody ListQuery query, ServiceCaller caller) {
        check(caller);
        query.checkSearch();
        return lists.users(query);
    }

    /// Who does not say whether the person is active changes nothing about it.
    @PutMapping("/{id}")
    @Operation(summary = "Replace a person's entry")
    ResponseEntity<JsonNode> replace(
            @PathVariable String id,
            @RequestBody JsonNode body,
            @ModelAttribute @ParameterObject Shown shown,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        ObjectNode user = ResourceReader.read(body, ResourceType.USER);
        return change(id, expected, current -> UserDocument.profile(user, current.active()), shown, caller);
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change parts of a person's entry")
    ResponseEntity<JsonNode> patch(
            @PathVariable String id,
            @RequestBody ScimPatch patch,
            @ModelAttribute @ParameterObject Shown shown,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        return change(
                id,
                expected,
                current -> UserDocument.profile(
                        patch.applyTo(UserDocument.of(current), ResourceType.USER), current.active()),
                shown,
                caller);
    }

    /// The person leaves and is gone for the client (RFC 7644 §3.6). What they said and agreed to outlives the account.
    @DeleteMapping("/{id}")
    @Operation(summary = "Take a person out")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        check(caller);
        registered(registry.delete(personId(id), Etag.expected(expected), caller));
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<JsonNode> change(
            String id, @Nullable String expected, UnaryOperator<Profile> change, Shown shown, ServiceCaller caller) {
        check(caller);
        return answer(registry.change(personId(id), Etag.expected(expected), change, caller), HttpStatus.OK, shown);
    }

    private ResponseEntity<JsonNode> answer(Registration registration, HttpStatus done, Shown shown) {
        return answer(registered(registration), done, shown);
    }

    private ResponseEntity<JsonNode> answer(Person person, HttpStatus done, Shown shown) {
        return ResponseEntity.status(done)
                .location(URI.create(UserDocument.location(person)))
                .eTag(Etag.of(person.version()))
                .body(lists.user(person, shown.projection(ResourceType.USER)));
    }

    private static Person registered(Registration registration) {
        return switch (registration) {
            case Registration.Registered(Person person) -> person;
            case Registration.NameTaken() ->
                throw new ScimException(409, "uniqueness", "userName (expected: not in use)");
            case Registration.UnfitGuardian() ->
                throw ScimException.invalidValue(
                        ResourceType.PERSON + ":guardian (expected: another person, an active employee or guest)");
            case Registration.Unknown() -> throw ScimException.notFound("User");
            case Registration.Stale(Person current) -> throw ScimException.stale(current.version());
        };
    }

    private static PersonId personId(String id) {
        try {
            return PersonId.parse(id);
        } catch (IllegalArgumentException e) {
            throw ScimException.notFound("User");
        }
    }
}
