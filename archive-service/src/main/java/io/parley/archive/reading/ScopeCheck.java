package io.parley.archive.reading;

import io.parley.archive.grant.GrantScope;
import io.parley.archive.party.PartyBook;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Narrows a grant's scope to what a search asks for. Asking for more than was granted is refused, not trimmed.
@Component
class ScopeCheck {

    private final PartyBook book;

    ScopeCheck(PartyBook book) {
        this.book = book;
    }

    Condition narrow(GrantScope scope, SearchRequest request) {
        Instant from = request.from() == null ? scope.from() : request.from();
        Instant to = request.to() == null ? scope.to() : request.to();
        require(!from.isBefore(scope.from()), "from");
        require(!to.isAfter(scope.to()), "to");
        require(coversPersons(scope, request.persons()), "personIds");
        require(coversConversations(scope, request.conversations()), "conversationIds");
        return Condition.of(scope)
                .within(from, to)
                .persons(request.persons())
                .conversations(request.conversations())
                .types(request.contentTypes())
                .recalled(request.recalled())
                .edited(request.edited());
    }

    /// A grant for conversations covers the people in them.
    private boolean coversPersons(GrantScope scope, Set<PersonId> asked) {
        return scope.persons().isEmpty()
                ? asked.isEmpty()
                        || book.amongPartiesOf(scope.conversations(), asked).containsAll(asked)
                : scope.persons().containsAll(asked);
    }

    /// A grant for people covers the conversations they took part in.
    private boolean coversConversations(GrantScope scope, Set<ConversationId> asked) {
        return scope.conversations().isEmpty()
                ? asked.isEmpty() || book.withAnyOf(asked, scope.persons()).containsAll(asked)
                : scope.conversations().containsAll(asked);
    }

    private static void require(boolean within, String field) {
        if (!within) {
            throw new DomainException(
                    ErrorCode.OUT_OF_SCOPE, field + ": beyond the grant (expected: within its scope)");
        }
    }
}
