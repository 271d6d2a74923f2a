package io.parley.consent.scim;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonMatch;
import io.parley.consent.person.PersonRegistry;
import io.parley.consent.person.Profile;
import io.parley.consent.person.Registration;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.RefusalRecorder;
import io.parley.platform.identity.ServiceCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
@ConditionalOnProperty("parley.scim.client")
@RequestMapping(path = "/scim/v2/Users", produces = ScimRoutes.MEDIA_TYPE)
@Tag(name = "SCIM", description = "Provisioning of people (RFC 7644), for the one configured client")
class ScimUsers extends ScimRoutes {

    private static final int MAX_COUNT = 200;
    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final People people;
    private final PersonRegistry registry;
    private final JsonMapper json;

    ScimUsers(
            People people,
            PersonRegistry registry,
            JsonMapper json,
            ScimProperties properties,
            RefusalRecorder refusals) {
        super(properties, refusals);
        this.people = people;
        this.registry = registry;
        this.json = json;
    }

    record ListResponse(
            List<String> schemas,
            long totalResults,
            long startIndex,
            int itemsPerPage,
            @JsonProperty("Resources") List<ScimUser> resources) {}

    @PostMapping
    @Operation(summary = "Add a person")
    ResponseEntity<ScimUser> create(@RequestBody ScimUser user, ServiceCaller caller) {
        check(caller);
        return answer(registry.create(user.toProfile(), caller), HttpStatus.CREATED);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One person")
    ResponseEntity<ScimUser> get(
            @PathVariable String id,
            @RequestHeader(value = "If-None-Match", required = false) @Nullable String known,
            ServiceCaller caller) {
        check(caller);
        Person person = people.find(personId(id)).orElseThrow(() -> ScimException.notFound(id));
        return ScimUser.etag(person).equals(known)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(known).build()
                : ResponseEntity.ok().eTag(ScimUser.etag(person)).body(ScimUser.of(person));
    }

    @GetMapping
    @Operation(summary = "People, all or by userName, externalId or id")
    ListResponse list(
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(defaultValue = "1") long startIndex,
            @RequestParam(defaultValue = "100") int count,
            ServiceCaller caller) {
        check(caller);
        long start = Math.max(startIndex, 1);
        PersonMatch match = ScimFilter.parse(filter);
        List<ScimUser> found = people.matching(match, start - 1, Math.clamp(count, 0, MAX_COUNT)).stream()
                .map(ScimUser::of)
                .toList();
        return new ListResponse(
                List.of("urn:ietf:params:scim:api:messages:2.0:ListResponse"),
                people.count(match),
                start,
                found.size(),
                found);
    }

    @PutMapping("/{id}")
    @Operation(summary = "Replace a person's entry")
    ResponseEntity<ScimUser> replace(
            @PathVariable String id,
            @RequestBody ScimUser user,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        Profile profile = user.toProfile();
        return change(id, expected, current -> profile, caller);
    }

    @PatchMapping("/{id}")
    @Operation(summary = "Change parts of a person's entry")
    ResponseEntity<ScimUser> patch(
            @PathVariable String id,
            @RequestBody ScimPatch patch,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        return change(
                id,
                expected,
                current -> patch.applyTo(ScimUser.of(current), json).toProfile(),
                caller);
    }

    /// Deactivates: what a person said and agreed to outlives their account.
    @DeleteMapping("/{id}")
    @Operation(summary = "Freeze a person")
    ResponseEntity<Void> delete(
            @PathVariable String id,
            @RequestHeader(value = "If-Match", required = false) @Nullable String expected,
            ServiceCaller caller) {
        change(id, expected, current -> current.withActive(false), caller);
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<ScimUser> change(
            String id, @Nullable String expected, UnaryOperator<Profile> change, ServiceCaller caller) {
        check(caller);
        return answer(registry.change(personId(id), version(expected), change, caller), HttpStatus.OK);
    }

    private static ResponseEntity<ScimUser> answer(Registration registration, HttpStatus done) {
        return switch (registration) {
            case Registration.Registered(Person person) ->
                ResponseEntity.status(done)
                        .location(URI.create("/scim/v2/Users/" + person.id()))
                        .eTag(ScimUser.etag(person))
                        .body(ScimUser.of(person));
            case Registration.NameTaken() ->
                throw new ScimException(409, "uniqueness", "userName (expected: not in use)");
            case Registration.Unknown() -> throw new ScimException(404, null, "User not found");
            case Registration.Stale(Person current) ->
                throw new ScimException(412, null, "If-Match (expected: " + ScimUser.etag(current) + ")");
        };
    }

    private static PersonId personId(String id) {
        try {
            return PersonId.parse(id);
        } catch (IllegalArgumentException e) {
            throw ScimException.notFound(id);
        }
    }

    private static @Nullable Long version(@Nullable String etag) {
        if (etag == null || etag.equals("*")) {
            return null;
        }
        Matcher matcher = ETAG.matcher(etag);
        return matcher.matches() ? Long.valueOf(matcher.group(1)) : -1L;
    }
}
