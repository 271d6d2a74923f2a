package io.parley.consent.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Who can be written to. Guests and minors find employees and bots, not each other.
@RestController
@Tag(name = "People")
class DirectoryController {

    private static final int MAX_LIMIT = 1000;
    private static final int MAX_QUERY_CHARS = 256;

    private final DirectoryStore store;
    private final People people;

    DirectoryController(DirectoryStore store, People people) {
        this.store = store;
        this.people = people;
    }

    record DirectoryPage(
            List<DirectoryEntry> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String nextCursor) {}

    record DirectoryEntry(
            String personId,
            String userName,
            String displayName,
            String kind,
            String region,
            String state,
            List<String> languages,
            @Nullable String department) {

        static DirectoryEntry of(Person person) {
            Profile profile = person.profile();
            return new DirectoryEntry(
                    person.id().toString(),
                    profile.userName(),
                    profile.displayName(),
                    profile.kind().code(),
                    profile.region(),
                    person.state(),
                    profile.languages(),
                    profile.department());
        }
    }

    @GetMapping("/v1/people")
    @Operation(summary = "The directory, as far as the caller may see it")
    DirectoryPage list(
            PersonCaller caller,
            @RequestParam(defaultValue = "") String query,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "50") int limit) {
        checkRange(query, limit);
        PersonId self = caller.personId();
        String wanted = Profile.folded(query.strip());
        List<Person> found = store.page(
                new DirectoryStore.Page(wanted, decoded(after), visibleTo(people.get(self)), self, limit + 1));
        boolean more = found.size() > limit;
        List<Person> shown = more ? found.subList(0, limit) : found;
        return new DirectoryPage(
                shown.stream().map(DirectoryEntry::of).toList(),
                more ? encoded(shown.getLast().profile().userName()) : null);
    }

    private static List<String> visibleTo(Person caller) {
        return switch (caller.profile().kind()) {
            case EMPLOYEE, BOT ->
                Arrays.stream(PersonKind.values()).map(PersonKind::code).toList();
            case GUEST, MINOR -> List.of(PersonKind.EMPLOYEE.code(), PersonKind.BOT.code());
        };
    }

    private static void checkRange(String query, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw DomainException.invalid("limit", "1.." + MAX_LIMIT);
        }
        if (query.length() > MAX_QUERY_CHARS) {
            throw DomainException.invalid("query", "at most " + MAX_QUERY_CHARS + " characters");
        }
    }

    private static String encoded(String userName) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(userName.getBytes(UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("after", "a nextCursor of this list");
        }
    }
}
