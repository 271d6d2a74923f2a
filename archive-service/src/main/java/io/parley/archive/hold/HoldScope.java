package io.parley.archive.hold;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// What a hold keeps: what these people wrote (none named: anybody) in these conversations (none named: any), accepted
/// in this period. Where both are named, both must hold.
///
/// A grant's people are those who took part, a hold's are those who wrote, for what is destroyed is the key of one
/// author. What others wrote to somebody is kept by naming the conversation.
///
/// @param words phrases, of which a text has at least one; none: whatever was said
record HoldScope(Set<PersonId> persons, Set<ConversationId> conversations, List<String> words, Period period) {

    HoldScope {
        persons = Set.copyOf(persons);
        conversations = Set.copyOf(conversations);
        words = List.copyOf(words);
    }

    boolean isEverybody() {
        return persons.isEmpty() && conversations.isEmpty();
    }

    /// Whether something that this person wrote may be kept by this. Words narrow nothing here: much of what a key
    /// sealed cannot be searched.
    ///
    /// @param written when it may have been accepted
    /// @param involving the conversations in which the person took part, or may have
    boolean covers(PersonId person, Period written, Set<ConversationId> involving) {
        return (persons.isEmpty() || persons.contains(person))
                && (conversations.isEmpty() || !Collections.disjoint(conversations, involving))
                && period.overlaps(written);
    }
}
