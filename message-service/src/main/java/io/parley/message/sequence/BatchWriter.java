package io.parley.message.sequence;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Opened;
import io.parley.contracts.event.Posted;
import io.parley.message.fact.Change;
import io.parley.message.fact.Fact;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.file.FileLink;
import io.parley.message.file.FileLinks;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes a decided batch durable in one transaction, or not at all when another owner was faster.
final class BatchWriter {

    private static final String OPEN = """
            INSERT INTO conversation (conversation_id, kind, title, region, direct_key, last_seq, last_accepted_at_ms,
                history)
            SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADVANCE = """
            UPDATE conversation c SET last_seq = n.new_seq, last_accepted_at_ms = n.accepted_at_ms
            FROM unnest(?, ?, ?, ?) AS n (conversation_id, old_seq, new_seq, accepted_at_ms)
            WHERE c.conversation_id = n.conversation_id AND c.last_seq = n.old_seq
            """;

    /// Of a batch of ordinary posts: the fence, the new numbers and the facts in one statement, hence one round trip.
    private static final String ADVANCE_AND_INSERT = "WITH advanced AS (" + ADVANCE + " RETURNING 1)\n"
            + FactColumns.INSERT + "WHERE sequence_fence((SELECT count(*) FROM advanced), ?)";

    private static final String UNCHANGED = """
            SELECT count(*) FROM unnest(?, ?) AS n (conversation_id, seq)
            JOIN conversation c ON c.conversation_id = n.conversation_id AND c.last_seq = n.seq
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final MembershipAudit audit;
    private final FileLinks files;

    BatchWriter(JdbcClient jdbc, TransactionTemplate transaction, MembershipAudit audit, FileLinks files) {
        this.files = files;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.audit = audit;
    }

    /// @param refused where a command was refused: a refusal, too, must rest on the present state
    void write(List<Fact> accepted, Set<ConversationId> refused, BatchMemory memory) {
        List<ConversationState> unchanged = memory.conversations().stream()
                .filter(state -> refused.contains(state.id()) && state.stored() && !changed(state))
                .toList();
        if (unchanged.isEmpty() && !accepted.isEmpty() && accepted.stream().allMatch(BatchWriter::isOrdinary)) {
            writeAtOnce(accepted, changed(memory));
        } else if (!accepted.isEmpty() || !unchanged.isEmpty()) {
            transaction.executeWithoutResult(_ -> write(accepted, unchanged, memory));
        }
    }

    /// A post that touches no table but those two.
    private static boolean isOrdinary(Fact fact) {
        Posted posted = fact.event().getPosted();
        return fact.change() == Change.POSTED
                && posted.getMentionsCount() == 0
                && !posted.getMentionsAll()
                && posted.getFileIdsCount() == 0;
    }

    private void writeAtOnce(List<Fact> accepted, List<ConversationState> changed) {
        try {
            new FactColumns(accepted)
                    .insert(
                            advancing(jdbc.sql(ADVANCE_AND_INSERT), changed),
                            insertion -> insertion.param((long) changed.size()));
        } catch (ConcurrencyFailureException fenced) {
            throw new StaleOwnerException(fenced);
        }
    }

    private static List<ConversationState> changed(BatchMemory memory) {
        return memory.conversations().stream()
                .filter(state -> state.stored() && changed(state))
                .toList();
    }

    private void write(List<Fact> accepted, List<ConversationState> unchanged, BatchMemory memory) {
        check(unchanged);
        if (!accepted.isEmpty()) {
            advance(changed(memory));
            open(accepted.stream().filter(fact -> fact.event().hasOpened()).toList(), memory);
            new Stays(accepted).write(jdbc);
            new FactColumns(accepted).insert(jdbc.sql(FactColumns.INSERT), insertion -> insertion);
            new SideTables(accepted).write(jdbc);
            link(accepted);
            audit.record(accepted, memory);
        }
    }

    private void link(List<Fact> accepted) {
        List<FileLink> links = accepted.stream().flatMap(BatchWriter::links).toList();
        if (!links.isEmpty()) {
            files.link(links);
        }
    }

    private static Stream<FileLink> links(Fact fact) {
        List<ByteString> named = fact.event().hasEdited()
                ? fact.event().getEdited().getFileIdsList()
                : fact.event().getPosted().getFileIdsList();
        return named.stream()
                .distinct()
                .map(file -> new FileLink(
                        FileId.of(file),
                        fact.conversationId(),
                        fact.messageId(),
                        fact.event().getSeq()));
    }

    private void check(List<ConversationState> unchanged) {
        if (!unchanged.isEmpty()) {
            Integer found = jdbc.sql(UNCHANGED)
                    .param(ids(unchanged))
                    .param(longs(unchanged.stream().map(ConversationState::storedSeq)))
                    .query(Integer.class)
                    .single();
            expect("conversation.unchanged", found, unchanged.size());
        }
    }

    private void advance(List<ConversationState> changed) {
        if (!changed.isEmpty()) {
            int rows = advancing(jdbc.sql(ADVANCE), changed).update();
            expect("conversation.advanced", rows, changed.size());
        }
    }

    private static JdbcClient.StatementSpec advancing(
            JdbcClient.StatementSpec statement, List<ConversationState> changed) {
        return statement
                .param(ids(changed))
                .param(longs(changed.stream().map(ConversationState::storedSeq)))
                .param(longs(changed.stream().map(ConversationState::lastSeq)))
                .param(longs(changed.stream().map(ConversationState::lastAcceptedAtMs)));
    }

    private void open(List<Fact> opened, BatchMemory memory) {
        if (!opened.isEmpty()) {
            List<ConversationState> states = opened.stream()
                    .map(fact -> memory.conversation(fact.conversationId()))
                    .toList();
            int rows = jdbc.sql(OPEN)
                    .param(ids(states))
                    .param(texts(opened.stream().map(fact -> kind(fact).code())))
                    .param(texts(
                            opened.stream().map(fact -> fact.event().getOpened().getTitle())))
                    .param(texts(opened.stream().map(fact -> fact.event().getRegion())))
                    .param(texts(opened.stream().map(BatchWriter::directKey)))
                    .param(longs(states.stream().map(ConversationState::lastSeq)))
                    .param(longs(states.stream().map(ConversationState::lastAcceptedAtMs)))
                    .param(texts(opened.stream().map(BatchWriter::history)))
                    .update();
            expect("conversation.opened", rows, opened.size());
        }
    }

    private static Kind kind(Fact opened) {
        return Kind.of(opened.event().getOpened().getKind()).orElseThrow();
    }

    private static String history(Fact opened) {
        return History.of(opened.event().getOpened().getHistory()).orElseThrow().code();
    }

    @SuppressWarnings("NullAway") // a null element is what the column of other kinds wants
    private static String directKey(Fact fact) {
        Opened opened = fact.event().getOpened();
        return kind(fact) == Kind.DIRECT
                ? DirectPair.of(opened.getMemberIdsList().stream()
                                .map(PersonId::of)
                                .toList())
                        .key()
                : null;
    }

    private static boolean changed(ConversationState state) {
        return state.lastSeq() != state.storedSeq();
    }

    private static void expect(String rows, int found, int expected) {
        if (found != expected) {
            throw new StaleOwnerException(rows, found, expected);
        }
    }

    private static SqlArrayValue ids(Collection<ConversationState> states) {
        return new SqlArrayValue(
                "uuid", states.stream().map(state -> state.id().value()).toArray());
    }

    private static SqlArrayValue longs(Stream<Long> values) {
        return new SqlArrayValue("int8", values.toArray());
    }

    private static SqlArrayValue texts(Stream<String> values) {
        return new SqlArrayValue("text", values.toArray());
    }
}
