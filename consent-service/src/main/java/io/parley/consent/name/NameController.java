package io.parley.consent.name;

import io.parley.platform.naming.NamesApi;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves [NamesApi] to the other services.
@Hidden
@RestController
@RequestMapping("/internal/people")
class NameController {

    private final NameStore store;

    NameController(NameStore store) {
        this.store = store;
    }

    record Asked(@Nullable List<@Nullable UUID> personIds) {}

    @PostMapping("/names")
    NamesApi.Names names(@RequestBody Asked asked) {
        List<@Nullable UUID> people = asked.personIds() == null ? List.of() : asked.personIds();
        if (people.size() > NamesApi.MOST || people.contains(null)) {
            throw DomainException.invalid("personIds", "at most " + NamesApi.MOST + " ids");
        }
        return new NamesApi.Names(store.of(people.stream().map(UUID.class::cast).toList()));
    }
}
