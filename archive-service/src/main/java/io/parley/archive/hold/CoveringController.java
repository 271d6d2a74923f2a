package io.parley.archive.hold;

import io.parley.archive.officer.Given;
import io.parley.contracts.PersonId;
import io.parley.platform.holds.HoldsApi.Covering;
import io.parley.platform.holds.HoldsApi.CoveringHold;
import io.parley.platform.holds.HoldsApi.Question;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.YearMonth;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves [io.parley.platform.holds.HoldsApi] to the other services.
@Hidden
@RestController
@RequestMapping("/internal/holds")
class CoveringController {

    private static final Pattern MONTH = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])");

    private final Holds holds;

    CoveringController(Holds holds) {
        this.holds = holds;
    }

    @PostMapping("/covering")
    Covering covering(@RequestBody Question question) {
        var person = new PersonId(Given.required("personId", question.personId()));
        return new Covering(holds.covering(person, sealed(question)).stream()
                .map(hold -> new CoveringHold(hold.id().value(), hold.visibility() == Visibility.SILENT))
                .toList());
    }

    private static Period sealed(Question question) {
        @Nullable YearMonth from = month("fromMonth", question.fromMonth());
        @Nullable YearMonth until = month("untilMonth", question.untilMonth());
        if (from != null && until != null && until.isBefore(from)) {
            throw DomainException.invalid("untilMonth", "not before fromMonth");
        }
        return Period.ofSealing(from, until);
    }

    private static @Nullable YearMonth month(String field, @Nullable String text) {
        if (text != null && !MONTH.matcher(text).matches()) {
            throw DomainException.invalid(field, "a month like 2026-11");
        }
        return text == null ? null : YearMonth.parse(text);
    }
}
