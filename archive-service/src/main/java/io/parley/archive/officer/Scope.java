package io.parley.archive.officer;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whom and what a grant or a hold is about, in the words of the API: as it came, or as it is shown. What an empty list
/// or an absent time means is for the grant or the hold to say.
///
/// @param words for holds alone: phrases, of which a text has at least one
/// @param everybody for holds alone, which must say so: nobody shall mean all by leaving something out
/// @param to exclusive
public record Scope(
        @Nullable List<@Nullable UUID> personIds,
        @Nullable List<@Nullable UUID> conversationIds,
        @Nullable List<@Nullable String> words,
        @Nullable Boolean everybody,
        @Nullable Instant from,
        @Nullable Instant to) {

    private static final int LONGEST_PHRASE = 200;
    private static final int MOST_PHRASES = 50;
    /// RFC 3339 has years of four digits, and PostgreSQL knows no instant of much later.
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    public Scope(
            @Nullable List<@Nullable UUID> personIds,
            @Nullable List<@Nullable UUID> conversationIds,
            @Nullable Boolean everybody,
            @Nullable Instant from,
            @Nullable Instant to) {
        this(personIds, conversationIds, null, everybody, from, to);
    }

    public static Scope of(
            Collection<PersonId> persons,
            Collection<ConversationId> conversations,
            @Nullable Boolean everybody,
            @Nullable Instant from,
            @Nullable Instant to) {
        return new Scope(
                sorted(persons, PersonId::value), sorted(conversations, ConversationId::value), everybody, from, to);
    }

    public Set<PersonId> persons() {
        return Given.set("scope.personIds", personIds, PersonId::new);
    }

    public Set<ConversationId> conversations() {
        return Given.set("scope.conversationIds", conversationIds, ConversationId::new);
    }

    /// Each once, in order.
    public List<String> phrases() {
        if (words != null && words.size() > MOST_PHRASES) {
            throw DomainException.invalid("scope.words", "at most " + MOST_PHRASES);
        }
        return Given.set("scope.words", words, word -> Given.text("scope.words", word, 1, LONGEST_PHRASE)).stream()
                .sorted()
                .toList();
    }

    /// The same as it is shown with these words.
    public Scope with(List<String> shown) {
        return new Scope(
                personIds, conversationIds, shown.isEmpty() ? null : new ArrayList<>(shown), everybody, from, to);
    }

    /// The same, if its times are times and in order.
    public Scope ordered() {
        checkTime("scope.from", from);
        checkTime("scope.to", to);
        if (from != null && to != null && !from.isBefore(to)) {
            throw DomainException.invalid("scope.to", "after scope.from");
        }
        return this;
    }

    private static void checkTime(String field, @Nullable Instant time) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            throw DomainException.invalid(field, "a year of 0001..9999");
        }
    }

    private static <T> List<@Nullable UUID> sorted(Collection<T> ids, Function<T, UUID> value) {
        return new ArrayList<>(ids.stream().map(value).sorted().toList());
    }

    @Override
    public String toString() {
        return "[redacted]";
    }
}
