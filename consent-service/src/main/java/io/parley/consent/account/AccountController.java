package io.parley.consent.account;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SignIn;
import io.parley.platform.identity.SignInLinks.Answer;
import io.parley.platform.identity.SignInLinks.FirstSignIn;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "People")
class AccountController {

    private final AccountLinks links;

    AccountController(AccountLinks links) {
        this.links = links;
    }

    record Accounts(List<LinkedAccount> items) {}

    record LinkedAccount(String issuer, String subject, Instant linkedAt) {}

    record AccountNamed(@NotBlank String issuer, @NotBlank String subject) {

        SignIn signIn() {
            try {
                return new SignIn(issuer, subject);
            } catch (IllegalArgumentException e) {
                throw DomainException.invalid("issuer", "a URI, with a subject of at most 255 characters");
            }
        }
    }

    record Reply(
            @Nullable String personId,
            long revision,
            @Nullable String refusal) {}

    @GetMapping("/v1/people/{personId}/accounts")
    @PreAuthorize("hasAnyRole('ADMIN', 'PRIVACY')")
    @Operation(summary = "The accounts that a person signs in with")
    Accounts accounts(@PathVariable UUID personId) {
        return new Accounts(links.of(new PersonId(personId)).stream()
                .map(account -> new LinkedAccount(account.issuer(), account.subject(), account.linkedAt()))
                .toList());
    }

    @PutMapping("/v1/people/{personId}/accounts")
    @PreAuthorize("hasRole('ADMIN')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Link a person to another account",
            description = "Replaces the account of the same issuer; the former one is refused from then on.")
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: the account is another person's",
            content = {})
    void relink(@PathVariable UUID personId, @Valid @RequestBody AccountNamed account, PersonCaller caller) {
        links.relink(new PersonId(personId), account.signIn(), caller);
    }

    @DeleteMapping("/v1/people/{personId}/accounts")
    @PreAuthorize("hasRole('ADMIN')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Part a person from their account; the next sign-in by name links anew")
    void unlink(@PathVariable UUID personId, @RequestParam String issuer, PersonCaller caller) {
        links.unlink(new PersonId(personId), issuer, caller);
    }

    @Hidden
    @PostMapping("/internal/sign-ins")
    Reply link(@RequestBody FirstSignIn first) {
        Answer answer = links.link(first);
        PersonId person = answer.personId();
        ErrorCode refusal = answer.refusal();
        return new Reply(
                person == null ? null : person.toString(), answer.revision(), refusal == null ? null : refusal.code());
    }
}
