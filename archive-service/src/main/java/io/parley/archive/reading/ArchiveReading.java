package io.parley.archive.reading;

import io.parley.archive.grant.GrantScope;
import io.parley.archive.grant.Grants;
import io.parley.archive.grant.LiveGrant;
import io.parley.archive.grant.ScopeCheck;
import io.parley.archive.party.Places;
import io.parley.archive.search.SearchTokens;
import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Reading content: a live grant, its scope, and the record of the act, which is durable before the answer leaves.
@Service
class ArchiveReading {

    private final Grants grants;
    private final ScopeCheck scopes;
    private final SearchTokens tokens;
    private final Search search;
    private final RecordShelf shelf;
    private final AuditTrail audit;

    ArchiveReading(
            Grants grants, ScopeCheck scopes, SearchTokens tokens, Search search, RecordShelf shelf, AuditTrail audit) {
        this.grants = grants;
        this.scopes = scopes;
        this.tokens = tokens;
        this.search = search;
        this.shelf = shelf;
        this.audit = audit;
    }

    SearchPage search(SearchRequest request, PersonCaller caller) {
        LiveGrant grant = grants.live(request.grantId(), caller);
        GrantScope scope = scopes.narrow(grant.scope(), request);
        Condition narrowed = Condition.of(scope)
                .types(request.contentTypes())
                .recalled(request.recalled())
                .edited(request.edited());
        Phrase phrase = Phrase.of(request.phrase(), tokens);
        Places places = scopes.places(scope);
        SearchPage page = search.find(
                grant.scope(), narrowed, places, phrase, Position.of(request.after()), request.checkedLimit());
        Long total = phrase.isEmpty() && request.after() == null ? shelf.total(narrowed, places) : null;
        grants.use(grant, caller, page.items().size());
        audit.recordNow(under(grant, AuditAction.ARCHIVE_SEARCHED, caller)
                .on("grant", grant.id().toString())
                .affecting(page.items().stream()
                        .map(message -> new PersonId(message.senderId()))
                        .toList())
                .detail("results", page.items().size())
                .detail("terms", phrase.terms()));
        return page.of(total);
    }

    ArchivedMessage view(UUID recordId, @Nullable UUID grantId, PersonCaller caller) {
        LiveGrant grant = grants.live(grantId, caller);
        ArchivedMessage message = search.message(message(recordId), grant.scope()).stream()
                .findFirst()
                .orElseThrow(ArchiveReading::beyondTheGrant);
        grants.use(grant, caller, 1);
        audit.recordNow(viewed(grant, caller, recordId).affecting(List.of(new PersonId(message.senderId()))));
        return message;
    }

    /// The exact bytes that were archived, with what it takes to prove them.
    Opening opening(UUID recordId, @Nullable UUID grantId, PersonCaller caller) {
        LiveGrant grant = grants.live(grantId, caller);
        OpenVersion version = search.version(recordId, message(recordId), Condition.ofAnything(grant.scope()))
                .orElseThrow(ArchiveReading::beyondTheGrant);
        grants.use(grant, caller, 1);
        audit.recordNow(viewed(grant, caller, recordId)
                .affecting(List.of(new PersonId(version.stored().sender()))));
        return Opening.of(version);
    }

    private MessageKey message(UUID recordId) {
        return shelf.messageOf(recordId).orElseThrow(() -> DomainException.notFound("record"));
    }

    static DomainException beyondTheGrant() {
        return new DomainException(ErrorCode.OUT_OF_SCOPE, "recordId: beyond the grant (expected: within its scope)");
    }

    private static AuditEvent viewed(LiveGrant grant, PersonCaller caller, UUID record) {
        return under(grant, AuditAction.ARCHIVE_VIEWED, caller).on("record", record.toString());
    }

    static AuditEvent under(LiveGrant grant, AuditAction action, PersonCaller caller) {
        return AuditEvent.of(action)
                .by(caller)
                .purpose(grant.purpose())
                .caseRef(grant.caseRef())
                .detail("grantId", grant.id());
    }
}
