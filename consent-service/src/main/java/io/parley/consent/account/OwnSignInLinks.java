package io.parley.consent.account;

import io.parley.platform.identity.SignInLinks;
import io.parley.platform.problem.DomainException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/// What other services ask over HTTP this service asks itself. Without its database nobody signs in for the first time.
@Component
class OwnSignInLinks implements SignInLinks {

    private final AccountLinks links;

    OwnSignInLinks(AccountLinks links) {
        this.links = links;
    }

    @Override
    public Answer link(FirstSignIn first) {
        try {
            return links.link(first);
        } catch (DataAccessException | TransactionException down) {
            throw DomainException.unavailable("the people registry", down);
        }
    }
}
