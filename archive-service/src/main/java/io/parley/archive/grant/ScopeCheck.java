package io.parley.archive.grant;

import io.parley.archive.party.PartyBook;
import io.parley.archive.party.Places;
import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Narrows a grant's scope to what is asked for under it. Asking for more than was granted is refused, not trimmed.
@Component
public class ScopeCheck {

    private final PartyBook book;

    ScopeCheck(PartyBook book) {
        this.book = book;
    }

    /// What a search or an export asks for: empty or null where it takes all that was granted.
    public interface Narrowing {

        Set<PersonId> persons();

        Set<ConversationId> conversations();

        @Nullable
        Instant from();

        @Nullable
        Instant to();
    }

    public GrantScope narrow(GrantScope scope, Narrowing asked) {
        Instant from = asked.from() == null ? scope.from() : GrantScope.stored(asked.from());
        Instant to = asked.to() == null ? scope.to() : GrantScope.stored(asked.to());
        require(!from.isBefore(scope.from()), "from");
        require(!to.isAfter(scope.to()), "to");
        Set<PersonId> persons = asked.persons();
        Set<ConversationId> conversations = asked.conversations();
        require(coversPersons(scope, persons), "personIds");
        require(coversConversations(scope, conversations), "conversationIds");
        return new GrantScope(
                persons.isEmpty() ? scope.persons() : persons,
                conversations.isEmpty() ? scope.conversations() : conversations,
                from,
                to);
    }

    /// Where everything lies that this covers.
    public Places places(GrantScope scope) {
        return book.places(scope.conversations(), scope.persons());
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
