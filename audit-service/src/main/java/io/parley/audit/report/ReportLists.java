package io.parley.audit.report;

import static io.parley.contracts.AuditAction.ARCHIVE_EXPORTED;
import static io.parley.contracts.AuditAction.ARCHIVE_HISTORY_READ;
import static io.parley.contracts.AuditAction.ARCHIVE_RECEIPTS_READ;
import static io.parley.contracts.AuditAction.ARCHIVE_SEARCHED;
import static io.parley.contracts.AuditAction.ARCHIVE_VIEWED;
import static io.parley.contracts.AuditAction.AUDIT_ALSO_AFFECTED;
import static io.parley.contracts.AuditAction.AUDIT_ERASED;
import static io.parley.contracts.AuditAction.FEED_READ;
import static io.parley.contracts.AuditAction.RETENTION_SWEPT;

import io.parley.audit.report.AccessReport.Access;
import io.parley.audit.report.AccessReport.Erased;
import io.parley.audit.report.AccessReport.Refused;
import io.parley.audit.report.AccessReport.Swept;
import io.parley.contracts.AuditAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Takes the events of a period in their order and makes its lists of them, as long as they are not too long. One use.
final class ReportLists {

    static final int MOST = 2000;

    /// Acts by which somebody got at what people wrote.
    static final Set<String> ACCESS = codes(
            ARCHIVE_SEARCHED, ARCHIVE_VIEWED, ARCHIVE_HISTORY_READ, ARCHIVE_RECEIPTS_READ, ARCHIVE_EXPORTED, FEED_READ);

    static final Set<String> OTHERS = codes(RETENTION_SWEPT, AUDIT_ERASED, AUDIT_ALSO_AFFECTED);

    private final Map<AccessKey, Access> access = new LinkedHashMap<>();
    private final Map<RefusedKey, Refused> refused = new LinkedHashMap<>();
    private final List<Swept> swept = new ArrayList<>();
    private final List<Erased> erased = new ArrayList<>();
    private final Set<String> truncated = new TreeSet<>();

    private record AccessKey(
            String actor,
            String action,
            @Nullable String purpose,
            @Nullable String caseRef) {}

    private record RefusedKey(
            String actor, String action, @Nullable String code) {}

    void take(ReportEvent event) {
        if (event.is(RETENTION_SWEPT.code())) {
            add("retention", swept, swept(event));
        } else if (event.is(AUDIT_ERASED.code())) {
            add("erasures", erased, erased(event));
        } else if (event.outcome().equals("success")) {
            access(event);
        }
    }

    void takeRefused(ReportEvent event) {
        String code = event.detail("code");
        var once = new Refused(event.actor(), event.action(), code, 1, event.at(), event.at());
        merge("refused", refused, new RefusedKey(event.actor(), event.action(), code), once, ReportLists::sum);
    }

    List<Access> access() {
        return List.copyOf(access.values());
    }

    List<Refused> refused() {
        return List.copyOf(refused.values());
    }

    List<Swept> retention() {
        return swept;
    }

    List<Erased> erasures() {
        return erased;
    }

    List<String> truncated() {
        return List.copyOf(truncated);
    }

    /// An event that only names more people counts them, and no act.
    private void access(ReportEvent event) {
        boolean part = event.is(AUDIT_ALSO_AFFECTED.code());
        String action = part ? event.given("action") : event.action();
        if (!ACCESS.contains(action)) {
            return;
        }
        var key = new AccessKey(event.actor(), action, event.purpose(), event.caseRef());
        var once = new Access(
                event.actor(),
                action,
                event.purpose(),
                event.caseRef(),
                part ? 0 : 1,
                event.people(),
                event.at(),
                event.at());
        merge("access", access, key, once, ReportLists::sum);
    }

    private <K, V> void merge(String list, Map<K, V> map, K key, V once, BinaryOperator<V> sum) {
        if (map.size() >= MOST && !map.containsKey(key)) {
            truncated.add(list);
        } else {
            map.merge(key, once, sum);
        }
    }

    private <T> void add(String name, List<T> list, T item) {
        if (list.size() >= MOST) {
            truncated.add(name);
        } else {
            list.add(item);
        }
    }

    private static Access sum(Access one, Access other) {
        return new Access(
                one.actor(),
                one.action(),
                one.purpose(),
                one.caseRef(),
                one.acts() + other.acts(),
                one.people() + other.people(),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    private static Refused sum(Refused one, Refused other) {
        return new Refused(
                one.actor(),
                one.action(),
                one.code(),
                one.attempts() + other.attempts(),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    private static Swept swept(ReportEvent event) {
        return new Swept(
                event.object(),
                event.at(),
                event.given("records"),
                event.given("conversations"),
                event.given("heldBack"));
    }

    private static Erased erased(ReportEvent event) {
        return new Erased(event.object(), event.at(), event.given("ground"), event.given("events"));
    }

    private static Set<String> codes(AuditAction... actions) {
        return Stream.of(actions).map(AuditAction::code).collect(Collectors.toUnmodifiableSet());
    }
}
