package io.parley.archive.retention;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import java.util.Collections;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whose words, and of which conversations, a policy is about. What is empty does not narrow it; what is named must all
/// hold.
///
/// @param jurisdiction home region of the author; null: any
record Audience(
        Set<PersonKind> kinds,
        Set<UUID> groups,
        Set<PersonId> persons,
        Set<ConversationId> conversations,
        @Nullable String jurisdiction) {

    static final Audience EVERYBODY = new Audience(Set.of(), Set.of(), Set.of(), Set.of(), null);

    Audience {
        kinds = Set.copyOf(kinds);
        groups = Set.copyOf(groups);
        persons = Set.copyOf(persons);
        conversations = Set.copyOf(conversations);
    }

    boolean isEverybody() {
        return equals(EVERYBODY);
    }

    boolean namesAuthors() {
        return !kinds.isEmpty() || !groups.isEmpty() || !persons.isEmpty() || jurisdiction != null;
    }

    /// For deletion: who is not known is not meant.
    boolean includes(Author author, ConversationId conversation) {
        return (kinds.isEmpty() || author.kind() != null && kinds.contains(author.kind()))
                && (groups.isEmpty() || !Collections.disjoint(groups, author.groups()))
                && (persons.isEmpty() || author.id() != null && persons.contains(author.id()))
                && (jurisdiction == null || jurisdiction.equals(author.region()))
                && (conversations.isEmpty() || conversations.contains(conversation));
    }

    /// For keeping: whoever may have been meant once. Departments change, so they narrow nothing here.
    boolean mayInclude(Author author, ConversationId conversation) {
        return (kinds.isEmpty() || author.kind() == null || kinds.contains(author.kind()))
                && (persons.isEmpty() || author.id() == null || persons.contains(author.id()))
                && (jurisdiction == null || author.region() == null || jurisdiction.equals(author.region()))
                && (conversations.isEmpty() || conversations.contains(conversation));
    }
}
