package io.parley.archive.reading;

import static java.util.stream.Collectors.toMap;

import io.parley.archive.grant.GrantScope;
import io.parley.archive.grant.Grants;
import io.parley.archive.grant.LiveGrant;
import io.parley.archive.grant.ScopeCheck;
import io.parley.contracts.AuditAction;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/// Who came, went, might do what, and what the conversation was called: under a grant like its messages, and recorded
/// before it is answered.
@Service
class ConversationHistory {

    private final Grants grants;
    private final ScopeCheck scopes;
    private final HistoryShelf history;
    private final RecordShelf records;
    private final Unsealer unsealer;
    private final AuditTrail audit;

    ConversationHistory(
            Grants grants,
            ScopeCheck scopes,
            HistoryShelf history,
            RecordShelf records,
            Unsealer unsealer,
            AuditTrail audit) {
        this.grants = grants;
        this.scopes = scopes;
        this.history = history;
        this.records = records;
        this.unsealer = unsealer;
        this.audit = audit;
    }

    HistoryPage read(HistoryRequest request, PersonCaller caller) {
        LiveGrant grant = grants.live(request.grantId(), caller);
        GrantScope scope = scopes.narrow(grant.scope(), request);
        List<HistoryItem> items = history.after(request.after(), scope, request.limit() + 1);
        HistoryPage page = HistoryPage.of(titled(items, scope), request.limit());
        grants.use(grant, caller, page.items().size());
        audit.recordNow(AuditEvent.of(AuditAction.ARCHIVE_HISTORY_READ)
                .by(caller)
                .on("conversation", request.conversation().toString())
                .purpose(grant.purpose())
                .caseRef(grant.caseRef())
                .affecting(page.items().stream().flatMap(HistoryItem::people).toList())
                .detail("grantId", grant.id())
                .detail("results", page.items().size()));
        return page;
    }

    private List<HistoryItem> titled(List<HistoryItem> items, GrantScope scope) {
        if (items.isEmpty()) {
            return items;
        }
        Condition between = Condition.ofAnything(scope)
                .kinds("titled")
                .numbers(items.stream().map(HistoryItem::seq).toList());
        Map<Long, OpenVersion> titles = unsealer.open(records.versions(between)).stream()
                .collect(toMap(version -> version.stored().seq(), version -> version));
        return items.stream().map(item -> item.titled(titles.get(item.seq()))).toList();
    }
}
