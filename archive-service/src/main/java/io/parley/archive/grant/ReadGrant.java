package io.parley.archive.grant;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/// One request to read, and what became of it. Every change checks that the present state allows it.
@Entity
@Table(name = "read_grant")
class ReadGrant {

    static final Duration CONFIRM_WITHIN = Duration.ofHours(24);

    @Id
    @Column(name = "grant_id")
    private UUID id;

    @Column(name = "requester_id")
    private UUID requesterId;

    @Enumerated(EnumType.STRING)
    private GrantPurpose purpose;

    @Column(name = "case_ref")
    private String caseRef;

    private String justification;

    @Column(name = "scope_persons")
    private UUID[] scopePersons;

    @Column(name = "scope_conversations")
    private UUID[] scopeConversations;

    @Column(name = "scope_from")
    private Instant scopeFrom;

    @Column(name = "scope_to")
    private Instant scopeTo;

    @Column(name = "expires_at")
    private Instant expiresAt;

    @Enumerated(EnumType.STRING)
    private GrantState state;

    @Column(name = "requested_at")
    private Instant requestedAt;

    @Column(name = "decided_by")
    private @Nullable UUID decidedBy;

    @Column(name = "decided_at")
    private @Nullable Instant decidedAt;

    private @Nullable String comment;

    @Column(name = "views_per_hour")
    private int viewsPerHour;

    /// Only of an emergency.
    @Column(name = "confirm_by")
    private @Nullable Instant confirmBy;

    /// The first of the two who confirm an emergency; the second decides.
    @Column(name = "confirmed_by")
    private @Nullable UUID confirmedBy;

    @Column(name = "confirmed_at")
    private @Nullable Instant confirmedAt;

    @Column(name = "revoked_by")
    private @Nullable UUID revokedBy;

    @Column(name = "revoked_at")
    private @Nullable Instant revokedAt;

    @Column(name = "revoke_comment")
    private @Nullable String revokeComment;

    @Version
    private long version;

    /// For Hibernate, which fills the fields.
    @NullUnmarked
    protected ReadGrant() {}

    ReadGrant(GrantId id, PersonId requester, GrantRequest.Valid request, Instant now) {
        this.id = id.value();
        this.requesterId = requester.value();
        this.purpose = request.purpose();
        this.caseRef = request.caseRef();
        this.justification = request.justification();
        this.scopePersons =
                request.scope().persons().stream().map(PersonId::value).toArray(UUID[]::new);
        this.scopeConversations = request.scope().conversations().stream()
                .map(ConversationId::value)
                .toArray(UUID[]::new);
        this.scopeFrom = request.scope().from();
        this.scopeTo = request.scope().to();
        this.expiresAt = request.expiresAt();
        this.viewsPerHour = request.viewsPerHour();
        this.state = request.emergency() ? GrantState.EMERGENCY : GrantState.REQUESTED;
        this.confirmBy = request.emergency() ? now.plus(CONFIRM_WITHIN) : null;
        this.requestedAt = now;
    }

    /// Of an emergency the first approval confirms it, and the second, by another person, approves it.
    void approve(PersonId approver, @Nullable String remark, Instant now) {
        if (state == GrantState.EMERGENCY && confirmedBy == null) {
            require(awaitsConfirmation(now));
            confirmedBy = approver.value();
            confirmedAt = now;
        } else {
            SecondPerson.require(approver.value().equals(confirmedBy));
            decide(GrantState.APPROVED, approver, remark, now);
        }
    }

    void refuse(PersonId approver, @Nullable String remark, Instant now) {
        decide(GrantState.REFUSED, approver, remark, now);
    }

    /// What was read in an emergency must be confirmed all the same.
    void revoke(PersonId by, @Nullable String remark, Instant now) {
        boolean emergency = state == GrantState.EMERGENCY && revokedAt == null;
        require(emergency || state == GrantState.REQUESTED || state == GrantState.APPROVED);
        state = emergency ? GrantState.EMERGENCY : GrantState.REVOKED;
        revokedBy = by.value();
        revokedAt = now;
        revokeComment = remark;
    }

    /// @return false when it had ended before
    boolean expire(Instant now) {
        boolean running = state == GrantState.REQUESTED || state == GrantState.APPROVED;
        if (running && !now.isBefore(expiresAt)) {
            state = GrantState.EXPIRED;
            return true;
        }
        return false;
    }

    /// @return whether it is an emergency that nobody confirmed in time, and was not found so before
    boolean failConfirmation(Instant now) {
        if (state == GrantState.EMERGENCY && !awaitsConfirmation(now)) {
            state = GrantState.UNCONFIRMED;
            return true;
        }
        return false;
    }

    boolean isLive(Instant now) {
        boolean open = state == GrantState.APPROVED || state == GrantState.EMERGENCY;
        return open && revokedAt == null && now.isBefore(expiresAt);
    }

    private boolean awaitsConfirmation(Instant now) {
        return confirmBy != null && now.isBefore(confirmBy);
    }

    boolean isRequestedBy(PersonId person) {
        return requesterId.equals(person.value());
    }

    private void decide(GrantState decision, PersonId approver, @Nullable String remark, Instant now) {
        require(
                state == GrantState.EMERGENCY
                        ? awaitsConfirmation(now)
                        : state == GrantState.REQUESTED && now.isBefore(expiresAt));
        state = decision;
        decidedBy = approver.value();
        decidedAt = now;
        comment = remark;
    }

    private void require(boolean allowed) {
        if (!allowed) {
            throw new DomainException(ErrorCode.CONFLICT, "grant.state: " + state.code() + " does not allow this");
        }
    }

    GrantId id() {
        return new GrantId(id);
    }

    PersonId requester() {
        return new PersonId(requesterId);
    }

    GrantPurpose purpose() {
        return purpose;
    }

    String caseRef() {
        return caseRef;
    }

    String justification() {
        return justification;
    }

    GrantScope scope() {
        return new GrantScope(
                ids(scopePersons).stream().map(PersonId::new).collect(Collectors.toSet()),
                ids(scopeConversations).stream().map(ConversationId::new).collect(Collectors.toSet()),
                scopeFrom,
                scopeTo);
    }

    Instant expiresAt() {
        return expiresAt;
    }

    GrantState state() {
        return state;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    int viewsPerHour() {
        return viewsPerHour;
    }

    @Nullable
    Instant confirmBy() {
        return confirmBy;
    }

    @Nullable
    UUID confirmedBy() {
        return confirmedBy;
    }

    @Nullable
    UUID decidedBy() {
        return decidedBy;
    }

    @Nullable
    Instant decidedAt() {
        return decidedAt;
    }

    @Nullable
    String comment() {
        return comment;
    }

    private static Set<UUID> ids(UUID[] stored) {
        return Arrays.stream(stored).collect(Collectors.toSet());
    }
}
