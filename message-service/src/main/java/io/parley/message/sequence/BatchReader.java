package io.parley.message.sequence;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.message.fact.FactRows;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.fact.MemberRole;
import io.parley.message.file.FileLinks;
import io.parley.message.file.FileUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;

/// Loads what a batch must know, with one statement per question and none per command.
final class BatchReader {

    /// One statement, hence one snapshot: members that are older than the number would pass the writer's fence.
    private static final String CONVERSATIONS = """
            SELECT c.conversation_id, c.kind, c.last_seq, c.last_accepted_at_ms, c.title, c.history, m.person_id, m.role
            FROM conversation c LEFT JOIN member m ON m.conversation_id = c.conversation_id AND m.until_seq IS NULL
            WHERE c.conversation_id = ANY (?)
            ORDER BY m.from_seq, m.person_id
            """;

    private static final String FACTS = """
            SELECT %s
            FROM (SELECT DISTINCT * FROM unnest(?, ?) AS k (conversation_id, command_id)) k
            JOIN message m ON m.conversation_id = k.conversation_id AND m.command_id = k.command_id
            JOIN conversation c ON c.conversation_id = m.conversation_id
            """.formatted(FactRows.COLUMNS);

    private static final String RECALLED = """
            SELECT m.conversation_id, m.message_id
            FROM unnest(?, ?) AS k (conversation_id, message_id)
            JOIN message m ON m.conversation_id = k.conversation_id AND m.message_id = k.message_id
            WHERE m.change = 'recalled'
            """;

    private static final String REACTIONS = """
            SELECT %s
            FROM (SELECT DISTINCT * FROM unnest(?, ?, ?) AS k (conversation_id, message_id, person_id)) k
            JOIN reaction r ON r.conversation_id = k.conversation_id AND r.message_id = k.message_id
                AND r.person_id = k.person_id
            JOIN message m ON m.conversation_id = r.conversation_id AND m.seq = r.seq
            JOIN conversation c ON c.conversation_id = m.conversation_id
            """.formatted(FactRows.COLUMNS);
    private static final String DIRECTS =
            "SELECT direct_key, conversation_id FROM conversation WHERE direct_key = ANY (?)";

    private static final FactRows FACT_ROWS = new FactRows();

    private final JdbcClient jdbc;
    private final ConversationStates states;
    private final RecentCommands recent = new RecentCommands();
    private final FileLinks files;

    BatchReader(JdbcClient jdbc, ConversationStates states, FileLinks files) {
        this.jdbc = jdbc;
        this.files = files;
        this.states = states;
    }

    /// @param all whether to ask for every command if it was accepted before; else only for those that may have been
    BatchMemory read(List<Command> commands, boolean all) {
        BatchMemory memory = new BatchMemory();
        conversations(commands, memory);
        facts(commands, all, memory);
        recalled(commands, memory);
        reactions(commands, memory);
        directs(commands, memory);
        files(commands, memory);
        return memory;
    }

    /// After the commit: what the memory says is now what the database says.
    void keep(BatchMemory memory, List<CommandKey> accepted) {
        recent.add(accepted);
        memory.conversations().forEach(ConversationState::committed);
        states.keep(memory.conversations());
    }

    void forget(List<Command> commands) {
        states.forget(commands.stream().map(Command::conversationId).toList());
    }

    private void conversations(List<Command> commands, BatchMemory memory) {
        Set<UUID> unknown = new HashSet<>();
        for (Command command : commands) {
            ConversationState state = states.find(command.conversationId());
            if (state == null) {
                unknown.add(command.conversationId().value());
            } else {
                memory.add(state);
            }
        }
        if (!unknown.isEmpty()) {
            load(unknown).forEach(memory::add);
        }
    }

    private Collection<ConversationState> load(Set<UUID> ids) {
        Map<ConversationId, LoadedConversation> loaded = new HashMap<>();
        jdbc.sql(CONVERSATIONS).param(uuids(ids)).query(row -> {
            loaded.computeIfAbsent(conversation(row), _ -> new LoadedConversation())
                    .read(row);
        });
        return loaded.entrySet().stream()
                .map(entry -> entry.getValue().state(entry.getKey()))
                .toList();
    }

    private void facts(List<Command> commands, boolean all, BatchMemory memory) {
        Set<CommandKey> keys = new LinkedHashSet<>();
        for (Command command : commands) {
            if (all || !isOptimistic(command)) {
                keys.add(command.key());
            }
            keys.addAll(command.target());
            keys.addAll(command.references());
        }
        if (!keys.isEmpty()) {
            query(FACTS, keys).query(FACT_ROWS).list().forEach(memory::addFact);
        }
    }

    /// True when [#read] does not ask for this command unless told to ask for all. If it is a repeat all the same,
    /// writing fails on the unique command id; that it is refused must be decided again, knowing all.
    boolean isOptimistic(Command command) {
        return command.wish().hasPost() && command.fileUses().isEmpty() && !recent.contains(command.key());
    }

    private void recalled(List<Command> commands, BatchMemory memory) {
        List<CommandKey> targets =
                commands.stream().flatMap(command -> command.target().stream()).toList();
        if (!targets.isEmpty()) {
            query(RECALLED, targets)
                    .query((row, _) -> new CommandKey(conversation(row), row.getObject("message_id", UUID.class)))
                    .list()
                    .forEach(memory::addRecalled);
        }
    }

    private void reactions(List<Command> commands, BatchMemory memory) {
        List<Command> reacting =
                commands.stream().filter(command -> command.wish().hasReact()).toList();
        if (!reacting.isEmpty()) {
            query(
                            REACTIONS,
                            reacting.stream()
                                    .flatMap(command -> command.target().stream())
                                    .toList())
                    .param(uuids(reacting.stream()
                            .map(command -> command.sender().value())
                            .toList()))
                    .query(FACT_ROWS)
                    .list()
                    .forEach(memory::addReaction);
        }
    }

    private void directs(List<Command> commands, BatchMemory memory) {
        Set<String> pairs = new HashSet<>();
        commands.forEach(command -> command.directPair().ifPresent(pair -> pairs.add(pair.key())));
        if (!pairs.isEmpty()) {
            jdbc.sql(DIRECTS).param(new SqlArrayValue("text", pairs.toArray())).query(row -> {
                memory.addDirect(DirectPair.parse(row.getString("direct_key")), conversation(row));
            });
        }
    }

    private void files(List<Command> commands, BatchMemory memory) {
        Set<FileUse> uses = new HashSet<>();
        commands.forEach(command -> uses.addAll(command.fileUses()));
        if (!uses.isEmpty()) {
            memory.addSendable(files.sendable(uses));
        }
    }

    private JdbcClient.StatementSpec query(String sql, Collection<CommandKey> keys) {
        List<UUID> conversations =
                keys.stream().map(key -> key.conversationId().value()).toList();
        List<UUID> ids = keys.stream().map(CommandKey::id).toList();
        return jdbc.sql(sql).param(uuids(conversations)).param(uuids(ids));
    }

    private static SqlArrayValue uuids(Collection<UUID> ids) {
        return new SqlArrayValue("uuid", ids.toArray());
    }

    private static ConversationId conversation(ResultSet row) throws SQLException {
        return new ConversationId(row.getObject("conversation_id", UUID.class));
    }

    private static final class LoadedConversation {

        private final List<PersonId> members = new ArrayList<>();
        private final Map<PersonId, MemberRole> roles = new HashMap<>();
        private String title = "";
        private History history = History.ALL;
        private @Nullable Kind kind;
        private long lastSeq;
        private long lastAcceptedAtMs;

        void read(ResultSet row) throws SQLException {
            kind = Kind.stored(row.getString("kind"));
            lastSeq = row.getLong("last_seq");
            lastAcceptedAtMs = row.getLong("last_accepted_at_ms");
            title = row.getString("title");
            history = History.stored(row.getString("history"));
            UUID member = row.getObject("person_id", UUID.class);
            if (member != null) {
                member(new PersonId(member), MemberRole.stored(row.getString("role")));
            }
        }

        private void member(PersonId member, MemberRole role) {
            members.add(member);
            if (role != MemberRole.MEMBER) {
                roles.put(member, role);
            }
        }

        ConversationState state(ConversationId id) {
            return new ConversationState(
                    id, kind, lastSeq, lastAcceptedAtMs, new ConversationState.Members(members, roles, title, history));
        }
    }
}
