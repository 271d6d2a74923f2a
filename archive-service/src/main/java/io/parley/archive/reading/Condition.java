package io.parley.archive.reading;

import io.parley.archive.grant.GrantScope;
import io.parley.archive.party.Places;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/// A growing WHERE clause over `record r` with its named parameters. Every value is a parameter.
final class Condition {

    /// Most people take part from the first fact on and stay: the first two branches are looked up in sets that are
    /// made
    /// once for a statement, and only for who came later or left are the numbers compared.
    private static final String PARTY = """
            (r.sender_id = ANY (:%1$s)
             OR r.conversation_id IN (SELECT p.conversation_id FROM party p
                WHERE p.person_id = ANY (:%1$s) AND p.from_seq = 0 AND p.to_seq IS NULL)
             OR r.conversation_id IN (SELECT p.conversation_id FROM party p
                WHERE p.person_id = ANY (:%1$s) AND (p.from_seq > 0 OR p.to_seq IS NOT NULL))
                AND EXISTS (SELECT FROM party p WHERE p.conversation_id = r.conversation_id
                AND p.person_id = ANY (:%1$s) AND p.from_seq <= r.seq AND (p.to_seq IS NULL OR r.seq < p.to_seq)))""";

    /// Of what was done to a conversation: also where it was done to them, as to who leaves.
    private static final String PARTY_OR_SUBJECT = "(r.subjects && :%1$s OR " + PARTY + ")";

    /// What the index of a record holds: the digests of its words, and one of its conversation.
    private static final String INDEXED = "array_append(r.tokens, uuid_hash_extended(r.conversation_id, 0))";

    private static final String RECALLED = """
            EXISTS (SELECT FROM recall c WHERE c.message_id = r.message_id AND c.conversation_id = r.conversation_id)""";
    private static final String EDITED = """
            EXISTS (SELECT FROM record e WHERE e.message_id = r.message_id AND e.conversation_id = r.conversation_id
                AND e.edit)""";

    private final List<String> times = new ArrayList<>();
    private final List<String> terms = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /// Versions of messages.
    static Condition of(GrantScope scope) {
        return ofAnything(scope).kinds("content");
    }

    /// Every record, whatever it is.
    static Condition ofAnything(GrantScope scope) {
        return new Condition()
                .within(scope.from(), scope.to())
                .conversations(scope.conversations())
                .persons(scope.persons());
    }

    /// What was done to conversations, in the columns that records have.
    static Condition ofHappenings(GrantScope scope) {
        return new Condition()
                .within(scope.from(), scope.to())
                .conversations(scope.conversations())
                .anyOf(PARTY_OR_SUBJECT, people(scope.persons()), scope.persons());
    }

    Condition copy() {
        var copy = new Condition();
        copy.times.addAll(times);
        copy.terms.addAll(terms);
        copy.values.putAll(values);
        return copy;
    }

    Condition kinds(String... kinds) {
        return term("r.kind = ANY (:%s)", new SqlArrayValue("text", (Object[]) kinds));
    }

    Condition beyond(long seq) {
        return term("r.seq > :%s", seq);
    }

    Condition numbers(Collection<Long> numbers) {
        return term("r.seq = ANY (:%s)", new SqlArrayValue("bigint", numbers.toArray()));
    }

    Condition within(Instant from, Instant to) {
        times.add("r.accepted_at >= :" + parameter(Timestamp.from(from)));
        times.add("r.accepted_at < :" + parameter(Timestamp.from(to)));
        return this;
    }

    /// Empty: any.
    Condition conversations(Collection<ConversationId> conversations) {
        return anyOf(
                "r.conversation_id = ANY (:%s)",
                uuids(conversations.stream().map(ConversationId::value).toArray()), conversations);
    }

    /// Empty: anybody.
    Condition persons(Collection<PersonId> persons) {
        return anyOf(PARTY, people(persons), persons);
    }

    /// Says no more than [#persons] and [#conversations] do, in a form that the index of words answers.
    Condition indexed(Places places) {
        return term(INDEXED + " && :%s", bigints(places.digests()));
    }

    /// The same, in the form that the order of each conversation answers.
    Condition in(Places places) {
        return term("r.conversation_id = ANY (:%s)", uuids(places.conversations()));
    }

    /// Empty: any.
    Condition types(Collection<String> types) {
        return anyOf("r.content_type = ANY (:%s)", new SqlArrayValue("text", types.toArray()), types);
    }

    /// All of one of these; empty: whatever is said.
    Condition tokens(List<long[]> forms) {
        if (!forms.isEmpty()) {
            terms.add(forms.stream()
                    .map(tokens -> INDEXED + " @> :" + parameter(bigints(tokens)))
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
        return this;
    }

    /// The same, in the words of a version or in those of a file that it names.
    Condition tokensAnywhere(List<long[]> forms) {
        if (!forms.isEmpty()) {
            List<String> names =
                    forms.stream().map(tokens -> parameter(bigints(tokens))).toList();
            terms.add("(" + anyForm("r.tokens", names)
                    + " OR EXISTS (SELECT FROM file_token w WHERE w.record_id = r.record_id"
                    + " AND w.accepted_at = r.accepted_at AND (" + anyForm("w.tokens", names) + ")))");
        }
        return this;
    }

    private static String anyForm(String tokens, List<String> names) {
        return names.stream().map(name -> tokens + " @> :" + name).collect(Collectors.joining(" OR "));
    }

    /// Null: either.
    Condition recalled(@Nullable Boolean wanted) {
        return whether(wanted, RECALLED);
    }

    /// Of messages that were edited, every version; null: either.
    Condition edited(@Nullable Boolean wanted) {
        return whether(wanted, EDITED);
    }

    private Condition whether(@Nullable Boolean wanted, String sql) {
        if (wanted != null) {
            terms.add(wanted ? sql : "NOT " + sql);
        }
        return this;
    }

    Condition messages(Collection<UUID> messages) {
        return term("r.message_id = ANY (:%s)", uuids(messages.toArray()));
    }

    Condition after(Position position) {
        String at = parameter(Timestamp.from(position.acceptedAt()));
        String conversation = parameter(position.conversation());
        String seq = parameter(position.seq());
        times.add("(r.accepted_at, r.conversation_id, r.seq) > (:%s, :%s, :%s)".formatted(at, conversation, seq));
        return this;
    }

    String sql() {
        return String.join(
                " AND ", Stream.concat(times.stream(), terms.stream()).toList());
    }

    /// Of the same only what the order of the archive answers: from when to when.
    String timeSql() {
        return String.join(" AND ", times);
    }

    Map<String, Object> values() {
        return values;
    }

    private Condition anyOf(String sql, Object value, Collection<?> given) {
        return given.isEmpty() ? this : term(sql, value);
    }

    private Condition term(String sql, Object value) {
        terms.add(sql.formatted(parameter(value)));
        return this;
    }

    private String parameter(Object value) {
        String name = "v" + values.size();
        values.put(name, value);
        return name;
    }

    private static SqlArrayValue bigints(long[] values) {
        return new SqlArrayValue("bigint", LongStream.of(values).boxed().toArray());
    }

    private static SqlArrayValue people(Collection<PersonId> persons) {
        return uuids(persons.stream().map(PersonId::value).toArray());
    }

    private static SqlArrayValue uuids(Object[] ids) {
        return new SqlArrayValue("uuid", ids);
    }
}
