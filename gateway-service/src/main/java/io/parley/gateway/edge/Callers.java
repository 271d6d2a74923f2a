package io.parley.gateway.edge;

import io.parley.contracts.ErrorCode;
import io.parley.platform.identity.Caller;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import org.springframework.web.reactive.function.server.ServerRequest;

/// The caller of a request that passed the edge.
public final class Callers {

    static final String ATTRIBUTE = Caller.class.getName();

    private Callers() {}

    /// @throws DomainException `forbidden` when a service calls what is for people
    public static PersonCaller person(ServerRequest request) {
        if (request.attributes().get(ATTRIBUTE) instanceof PersonCaller person) {
            return person;
        }
        throw new DomainException(ErrorCode.FORBIDDEN, "this call is for people");
    }
}
