package io.parley.audit.event;

import static io.parley.contracts.AuditAction.AUDIT_QUERY_DELETED;
import static io.parley.contracts.AuditAction.AUDIT_QUERY_SAVED;

import io.parley.contracts.AuditAction;
import io.parley.contracts.Ids;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Queries that people keep for themselves. Nobody sees those of others: what somebody looks for may tell too much.
@Service
class SavedQueries {

    private static final int MOST = 100;
    private static final int LONGEST_NAME = 100;
    private static final Set<String> PARAMETERS =
            Set.of("actor", "action", "objectType", "objectId", "outcome", "caseRef", "affected", "from", "to");
    private static final String COLUMNS = "SELECT query_id, name, parameters::text, saved_at FROM saved_query ";

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final Clock clock;

    SavedQueries(JdbcClient jdbc, AuditTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
    }

    List<SavedQuery> of(PersonCaller owner) {
        return jdbc.sql(COLUMNS + "WHERE owner_id = ? ORDER BY name")
                .param(owner.actorId())
                .query(SavedQueries::query)
                .list();
    }

    SavedQuery find(PersonCaller owner, UUID id) {
        return jdbc.sql(COLUMNS + "WHERE owner_id = ? AND query_id = ?")
                .params(owner.actorId(), id)
                .query(SavedQueries::query)
                .optional()
                .orElseThrow(() -> DomainException.notFound("query"));
    }

    /// Under a name that the owner has already it replaces what stands there.
    @Transactional
    public SavedQuery save(PersonCaller owner, String name, Map<String, String> parameters) {
        SavedQuery query = checked(name, parameters, clock.instant());
        if (of(owner).stream()
                        .filter(other -> !other.name().equals(query.name()))
                        .count()
                >= MOST) {
            throw DomainException.invalid("name", "at most " + MOST + " saved queries, delete one first");
        }
        UUID id = jdbc.sql("""
                        INSERT INTO saved_query (query_id, owner_id, name, parameters, saved_at)
                        VALUES (?, ?, ?, ?::jsonb, ?)
                        ON CONFLICT (owner_id, name)
                        DO UPDATE SET parameters = EXCLUDED.parameters, saved_at = EXCLUDED.saved_at
                        RETURNING query_id""")
                .params(
                        query.queryId(),
                        owner.actorId(),
                        query.name(),
                        JsonMapper.shared().writeValueAsString(query.parameters()),
                        query.savedAt().atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .single();
        record(AUDIT_QUERY_SAVED, owner, id, query);
        return new SavedQuery(id, query.name(), query.parameters(), query.savedAt());
    }

    @Transactional
    public void delete(PersonCaller owner, UUID id) {
        SavedQuery query = find(owner, id);
        jdbc.sql("DELETE FROM saved_query WHERE query_id = ?").param(id).update();
        record(AUDIT_QUERY_DELETED, owner, id, query);
    }

    private void record(AuditAction action, PersonCaller owner, UUID id, SavedQuery query) {
        AuditEvent event = AuditEvent.of(action).by(owner).on("audit-query", id.toString());
        trail.record(
                action == AUDIT_QUERY_SAVED
                        ? event.affecting(query.request("", "").filter().people())
                                .detail(
                                        "filters",
                                        query.request("", "").filter().summary())
                        : event);
    }

    private static SavedQuery checked(String name, Map<String, String> parameters, Instant now) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw DomainException.invalid("name", "1.." + LONGEST_NAME + " characters, not blank");
        }
        for (String parameter : parameters.keySet()) {
            if (!PARAMETERS.contains(parameter)) {
                throw DomainException.invalid("parameters", "filters of /v1/audit/events only");
            }
        }
        var query = new SavedQuery(Ids.next(), name.strip(), Map.copyOf(parameters), now);
        query.request("", "").filter();
        return query;
    }

    private static SavedQuery query(ResultSet row, int number) throws SQLException {
        return new SavedQuery(
                row.getObject(1, UUID.class),
                row.getString(2),
                JsonMapper.shared().readValue(row.getString(3), new TypeReference<Map<String, String>>() {}),
                row.getObject(4, OffsetDateTime.class).toInstant());
    }
}
