package io.parley.consent.guest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.consent.person.People;
import io.parley.consent.person.Person;
import io.parley.consent.person.PersonKind;
import io.parley.consent.person.Profile;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/v1/guests")
@Tag(name = "Guests", description = "Outside people whom an employee invites, for a time")
class GuestController {

    private final GuestDesk desk;
    private final GuestStore store;
    private final People people;
    private final ParleyProperties properties;

    GuestController(GuestDesk desk, GuestStore store, People people, ParleyProperties properties) {
        this.desk = desk;
        this.store = store;
        this.people = people;
        this.properties = properties;
    }

    record Inviting(
            @NotBlank @Size(max = 256) String displayName,
            @Nullable @Size(max = 256) String userName,

            @Nullable @Size(max = 256) @Pattern(regexp = "[^@\\s]+@[^@\\s]+")
            String email,

            @NotNull Instant expiresAt,
            @Nullable List<@NotBlank @Size(max = 35) String> languages) {

        Profile profile(String region) {
            String name = userName == null || userName.isBlank() ? email : userName;
            if (name == null) {
                throw DomainException.invalid("userName", "a user name or an email");
            }
            try {
                return new Profile(
                        name,
                        null,
                        displayName,
                        Profile.Name.NONE,
                        PersonKind.GUEST,
                        region,
                        null,
                        null,
                        true,
                        Objects.requireNonNullElse(languages, List.of()),
                        attributes());
            } catch (IllegalArgumentException e) {
                throw DomainException.invalid("languages", "at most 16 tags like zh-CN");
            }
        }

        private ObjectNode attributes() {
            ObjectNode attributes = JsonNodeFactory.instance.objectNode();
            if (email != null) {
                attributes.putArray("emails").addObject().put("value", email).put("type", "work");
            }
            return attributes;
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    record Extending(@NotNull Instant expiresAt) {}

    record Guest(
            String personId,
            String userName,
            String displayName,
            String state,
            String invitedBy,
            Instant invitedAt,
            @Nullable Instant expiresAt) {

        static Guest of(Person person, GuestStore.Invitation invitation) {
            return new Guest(
                    person.id().toString(),
                    person.profile().userName(),
                    person.profile().displayName(),
                    person.state(),
                    invitation.inviter().toString(),
                    invitation.invitedAt(),
                    person.stay().expiresAt());
        }
    }

    record GuestPage(
            List<Guest> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Invite a guest, as an employee",
            description = "The guest signs in as userName, or else as email.")
    @ApiResponse(responseCode = "201", description = "Registered; their account ends at expiresAt by itself")
    @ApiResponse(
            responseCode = "403",
            description = "`forbidden`: guests do not invite guests",
            content = {})
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: the user name is in use",
            content = {})
    Guest invite(@Valid @RequestBody Inviting inviting, PersonCaller caller) {
        return view(desk.invite(inviting.profile(properties.region()), inviting.expiresAt(), caller));
    }

    @GetMapping
    @Operation(summary = "Your guests; as an administrator, everybody's")
    GuestPage list(
            PersonCaller caller,
            @RequestParam(defaultValue = "00000000-0000-0000-0000-000000000000") UUID after,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        Optional<PersonId> inviter = caller.has(Role.ADMIN) ? Optional.empty() : Optional.of(caller.personId());
        List<GuestStore.Invitation> found = store.page(inviter, after, limit + 1);
        List<GuestStore.Invitation> shown = found.size() > limit ? found.subList(0, limit) : found;
        Map<PersonId, Person> known = people
                .all(shown.stream().map(GuestStore.Invitation::guest).toList())
                .stream()
                .collect(Collectors.toMap(Person::id, Function.identity()));
        return new GuestPage(
                shown.stream()
                        .flatMap(
                                one -> Stream.ofNullable(known.get(one.guest())).map(person -> Guest.of(person, one)))
                        .toList(),
                found.size() > limit ? shown.getLast().guest().toString() : null);
    }

    @PatchMapping("/{personId}")
    @Operation(summary = "Let a guest stay longer or less long, as their host or an administrator")
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: the guest has left; only an administrator lets them in again",
            content = {})
    Guest extend(@PathVariable UUID personId, @Valid @RequestBody Extending extending, PersonCaller caller) {
        return view(desk.extend(new PersonId(personId), extending.expiresAt(), caller));
    }

    @PostMapping("/{personId}/end")
    @Operation(summary = "Let a guest leave now, as their host or an administrator")
    Guest end(@PathVariable UUID personId, PersonCaller caller) {
        return view(desk.end(new PersonId(personId), caller));
    }

    private Guest view(Person person) {
        return store.find(person.id())
                .map(invitation -> Guest.of(person, invitation))
                .orElseThrow(() -> new DomainException(ErrorCode.NOT_FOUND, "guest not found"));
    }
}
