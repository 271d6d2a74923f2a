package io.parley.client;

import io.parley.client.proof.ConsistencyProof;
import io.parley.client.proof.EventProof;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The audit log: a query for auditors, and the public parts (checkpoint, tiles, key) that prove it.
public final class AuditLog {

    private final Rest rest;

    AuditLog(Rest rest) {
        this.rest = rest;
    }

    /// Absent parts match everything.
    public record Filter(
            @Nullable String actor,
            @Nullable String action,
            @Nullable String objectType,
            @Nullable String objectId,
            @Nullable String outcome,
            @Nullable String caseRef) {

        public static Filter any() {
            return new Filter(null, null, null, null, null, null);
        }

        public static Filter action(String action) {
            return new Filter(null, action, null, null, null, null);
        }

        public Filter object(String type, String id) {
            return new Filter(actor, action, type, id, outcome, caseRef);
        }

        public Filter caseRef(String reference) {
            return new Filter(actor, action, objectType, objectId, outcome, reference);
        }
    }

    public record Party(String type, @Nullable String id) {}

    /// What a field was before and is after; null: there was nothing, or is nothing any more.
    public record Change(
            String field, @Nullable String before, @Nullable String after) {

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// Who did what to what, and how it went.
    ///
    /// @param outcome `success`, `refused` or `failed`
    /// @param changes null: it changed nothing that it tells of
    public record Event(
            EventId eventId,
            long index,
            String at,
            Party actor,
            String action,
            @Nullable Party object,
            String outcome,
            @Nullable String purpose,
            @Nullable String caseRef,
            String region,
            String service,
            @Nullable JsonNode detail,
            @Nullable List<Change> changes) {}

    public Page<Event> events(Filter filter, @Nullable String after, int limit) {
        Query query = new Query()
                .with("actor", filter.actor())
                .with("action", filter.action())
                .with("objectType", filter.objectType())
                .with("objectId", filter.objectId())
                .with("outcome", filter.outcome())
                .with("caseRef", filter.caseRef())
                .with("after", after)
                .with("limit", limit);
        return Json.page(rest.get("/v1/audit/events" + query), Event.class);
    }

    /// Every matching event, page by page.
    public List<Event> all(Filter filter) {
        List<Event> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<Event> page = events(filter, cursor, 1000);
            found.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return found;
    }

    public JsonNode actions() {
        return rest.get("/v1/audit/actions");
    }

    public EventProof proof(EventId event) {
        return Json.as(rest.get("/v1/audit/events/" + event + "/proof"), EventProof.class);
    }

    /// The newest signed checkpoint, a C2SP signed note.
    public String checkpoint() {
        return rest.text("/v1/audit/log/checkpoint");
    }

    /// Verifier key in signed-note form, `name+hash+base64`.
    public String key() {
        String answer = rest.text("/v1/audit/log/key").strip();
        return answer.startsWith("{") ? Json.MAPPER.readTree(answer).path("key").asString() : answer;
    }

    /// Shows that the log only grew since it had `from` entries.
    public ConsistencyProof consistency(long from) {
        return Json.as(rest.get("/v1/audit/log/consistency" + new Query().with("from", from)), ConsistencyProof.class);
    }

    /// Hashes of a tile, 32 bytes each, by its C2SP tlog-tiles path below `tile/`, such as `0/000` or `0/000.p/5`.
    public byte[] tile(String path) {
        return rest.bytes("/v1/audit/log/tile/" + path);
    }

    /// The entry bundle behind a level-0 tile: each entry with a two-byte big-endian length before it.
    public byte[] entries(String path) {
        return rest.bytes("/v1/audit/log/tile/entries/" + path);
    }
}
