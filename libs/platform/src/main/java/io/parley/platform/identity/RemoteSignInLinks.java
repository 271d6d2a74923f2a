package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PostExchange;

/// Asks consent-service.
final class RemoteSignInLinks implements SignInLinks {

    private final Exchange exchange;

    RemoteSignInLinks(ServiceClients clients) {
        this.exchange = clients.create(Exchange.class, "consent");
    }

    interface Exchange {

        @PostExchange("/internal/sign-ins")
        Reply link(@RequestBody FirstSignIn first);
    }

    record Reply(
            @Nullable String personId,
            long revision,
            @Nullable String refusal) {}

    @Override
    public Answer link(FirstSignIn first) {
        Reply reply = exchange.link(first);
        if (reply.personId() != null) {
            return Answer.linked(PersonId.parse(reply.personId()), reply.revision());
        }
        String refusal = reply.refusal();
        return Answer.refused(refusal == null ? ErrorCode.PERSON_UNKNOWN : ErrorCode.of(refusal));
    }
}
