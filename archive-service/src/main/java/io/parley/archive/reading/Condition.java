package io.parley.archive.reading;

import io.parley.archive.grant.GrantScope;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/// A growing WHERE clause over `record r` with its named parameters. Every value is a parameter.
final class Condition {

    private static final String PARTY = """
            (r.sender_id = ANY (:%1$s) OR EXISTS (SELECT FROM party p WHERE p.conversation_id = r.conversation_id
                AND p.person_id = ANY (:%1$s) AND p.from_seq <= r.seq AND (p.to_seq IS NULL OR r.seq < p.to_seq)))""";

    /// Of what was done to a conversation: also where it was done to them, as to who leaves.
    private static final String PARTY_OR_SUBJECT = PARTY.substring(0, PARTY.length() - 1) + " OR r.subjects && :%1$s)";

    private static final String RECALLED = """
            EXISTS (SELECT FROM recall c WHERE c.message_id = r.message_id AND c.conversation_id = r.conversation_id)""";
    private static final String EDITED = """
            EXISTS (SELECT FROM record e WHERE e.message_id = r.message_id AND e.conversation_id = r.conversation_id
                AND e.edit)""";

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
        return term("r.accepted_at >= :%s", Timestamp.from(from)).term("r.accepted_at < :%s", Timestamp.from(to));
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

    /// Empty: any.
    Condition types(Collection<String> types) {
        return anyOf("r.content_type = ANY (:%s)", new SqlArrayValue("text", types.toArray()), types);
    }

    /// All of one of these; empty: whatever is said.
    Condition tokens(List<long[]> forms) {
        if (!forms.isEmpty()) {
            terms.add(forms.stream()
                    .map(tokens -> "r.tokens @> :" + parameter(bigints(tokens)))
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
        return this;
    }

    /// The same, in the words of a version or in those of a file that it names.
    Condition tokensAnywhere(List<long[]> forms) {
        if (!forms.isEmpty()) {
            List<String> names =
                    forms.stream().map(tokens -> parameter(bigints(tokens))).toList();
            terms.add("(" + anyForm("r", names) + " OR EXISTS (SELECT FROM file_token w WHERE w.record_id = r.record_id"
                    + " AND w.accepted_at = r.accepted_at AND (" + anyForm("w", names) + ")))");
        }
        return this;
    }

    private static String anyForm(String table, List<String> names) {
        return names.stream().map(name -> table + ".tokens @> :" + name).collect(Collectors.joining(" OR "));
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
        terms.add("(r.accepted_at, r.conversation_id, r.seq) > (:%s, :%s, :%s)".formatted(at, conversation, seq));
        return this;
    }

    String sql() {
        return String.join(" AND ", terms);
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
