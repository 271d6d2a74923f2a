package io.parley.audit.siem;

import static io.parley.contracts.AuditAction.SIEM_RECEIVER_ADDED;
import static io.parley.contracts.AuditAction.SIEM_RECEIVER_CHANGED;
import static io.parley.contracts.AuditAction.SIEM_RECEIVER_REMOVED;

import io.parley.audit.event.EventFeed;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Compares the settings with what was there before, and records each difference: where events go to is itself an
/// event.
@Service
class ReceiverRegister {

    private static final String UPSERT = """
            INSERT INTO siem_receiver (name, kind, destination, digest, position) VALUES (:name, :kind, :at, :digest, :position)
            ON CONFLICT (name) DO UPDATE
            SET kind = EXCLUDED.kind, destination = EXCLUDED.destination, digest = EXCLUDED.digest, removed_at = NULL""";

    private final JdbcClient jdbc;
    private final EventFeed feed;
    private final AuditTrail trail;
    private final Clock clock;

    ReceiverRegister(JdbcClient jdbc, EventFeed feed, AuditTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.feed = feed;
        this.trail = trail;
        this.clock = clock;
    }

    private record Known(String name, String kind, String destination, String digest, boolean removed) {}

    @Transactional
    public void compare(Collection<Address> configured) {
        jdbc.sql("LOCK TABLE siem_receiver IN SHARE ROW EXCLUSIVE MODE").update();
        Map<String, Known> known = known().stream().collect(Collectors.toMap(Known::name, Function.identity()));
        configured.forEach(address -> compare(address, known.get(address.name())));
        List<String> names = configured.stream().map(Address::name).toList();
        known.values().stream()
                .filter(row -> !row.removed() && !names.contains(row.name()))
                .forEach(this::remove);
    }

    private void compare(Address address, @Nullable Known before) {
        if (before == null || before.removed()) {
            put(address);
            trail.record(event(SIEM_RECEIVER_ADDED, address));
        } else if (!before.digest().equals(address.digest())) {
            put(address);
            trail.record(event(SIEM_RECEIVER_CHANGED, address)
                    .changed("kind", before.kind(), address.kind())
                    .changed("destination", before.destination(), address.destination())
                    .changed("digest", before.digest(), address.digest()));
        }
    }

    private void put(Address address) {
        jdbc.sql(UPSERT)
                .param("name", address.name())
                .param("kind", address.kind())
                .param("at", address.destination())
                .param("digest", address.digest())
                .param("position", address.fromBeginning() ? 0 : feed.size())
                .update();
    }

    private void remove(Known gone) {
        jdbc.sql("UPDATE siem_receiver SET removed_at = ? WHERE name = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), gone.name())
                .update();
        trail.record(event(
                SIEM_RECEIVER_REMOVED,
                new Address(gone.name(), gone.kind(), gone.destination(), gone.digest(), false)));
    }

    private static AuditEvent event(AuditAction action, Address address) {
        return AuditEvent.of(action)
                .by("service", "audit-service")
                .on("siem-receiver", address.name())
                .detail("kind", address.kind())
                .detail("destination", address.destination())
                .detail("digest", address.digest());
    }

    private List<Known> known() {
        return jdbc.sql("SELECT name, kind, destination, digest, removed_at IS NOT NULL FROM siem_receiver")
                .query(ReceiverRegister::row)
                .list();
    }

    private static Known row(ResultSet row, int number) throws SQLException {
        return new Known(row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5));
    }
}
