package io.parley.audit.disclosure;

import static io.parley.contracts.AuditAction.DISCLOSURE_DELAYED;
import static io.parley.contracts.AuditAction.DISCLOSURE_DELAY_APPROVED;
import static io.parley.contracts.AuditAction.DISCLOSURE_DELAY_ENDED;
import static io.parley.contracts.AuditAction.DISCLOSURE_DELAY_REFUSED;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.SecondPerson;
import io.parley.platform.problem.DomainException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Decides that people are told later. The first request of a case works at once, for reading may not wait, but only
/// provisionally; everything beyond takes a second person, and none of it reaches further than the region allows.
@Service
class Delays {

    private final DelayStore store;
    private final DisclosureProperties properties;
    private final AuditTrail trail;
    private final Clock clock;

    Delays(DelayStore store, DisclosureProperties properties, AuditTrail trail, Clock clock) {
        this.store = store;
        this.properties = properties;
        this.trail = trail;
        this.clock = clock;
    }

    /// @return the new one; an extension where the case had one before
    @Transactional
    public Delay request(DelayRequest request, PersonCaller caller) {
        String caseRef = request.checkedCase();
        DelayGround ground = DelayGround.of(request.ground());
        store.lock(caseRef);
        List<Delay> before = store.of(caseRef);
        Instant now = now();
        Instant until = request.checkedUntil(now, latest(before, now));
        boolean first = before.isEmpty();
        Instant provisional = first ? earlier(now.plus(properties.provisional()), until) : now;
        var asked = new Delay(
                Ids.next(),
                caseRef,
                ground.code(),
                "requested",
                caller.personId().value(),
                now,
                first ? null : before.getLast().delayId(),
                until,
                provisional,
                null,
                null,
                null,
                null);
        store.insert(asked, provisional);
        AuditEvent event = event(DISCLOSURE_DELAYED, asked, caller)
                .detail("effectiveUntil", provisional)
                .detail("until", until);
        trail.record(first ? event : event.detail("extends", before.getLast().delayId()));
        return asked;
    }

    @Transactional
    public Delay approve(UUID id, PersonCaller caller) {
        Delay asked = undecided(id, caller);
        store.step(id, "approved", caller.personId().value(), now());
        return told(event(DISCLOSURE_DELAY_APPROVED, asked, caller).detail("until", asked.until()), asked, caller);
    }

    @Transactional
    public Delay refuse(UUID id, PersonCaller caller) {
        Delay asked = undecided(id, caller);
        store.step(id, "refused", caller.personId().value(), now());
        return told(event(DISCLOSURE_DELAY_REFUSED, asked, caller), asked, caller);
    }

    /// Anybody who may decide about it may end it alone: it is telling people that needs nobody's leave.
    @Transactional
    public Delay end(UUID id, PersonCaller caller) {
        Delay running = locked(id, caller);
        requireNot(running.isOver(now()), running, "not over yet");
        store.step(id, "ended", caller.personId().value(), now());
        return told(event(DISCLOSURE_DELAY_ENDED, running, caller), running, caller);
    }

    private Delay told(AuditEvent event, Delay before, PersonCaller caller) {
        Delay now = visible(before.delayId(), caller);
        trail.record(event.changed("state", before.state(), now.state())
                .changed("effectiveUntil", before.effectiveUntil(), now.effectiveUntil()));
        return now;
    }

    Delay visible(UUID id, PersonCaller caller) {
        return store.find(id, caller.actorId()).orElseThrow(() -> DomainException.notFound("delay"));
    }

    List<Delay> after(UUID after, PersonCaller caller, int limit) {
        return store.after(after, caller.actorId(), limit);
    }

    long inForce() {
        return store.inForce(clock.instant());
    }

    private Delay undecided(UUID id, PersonCaller caller) {
        Delay asked = locked(id, caller);
        SecondPerson.require(asked.isRequestedBy(caller.personId()));
        requireNot(asked.decidedAt() != null || asked.isOver(now()), asked, "requested, and its end ahead");
        return asked;
    }

    private Delay locked(UUID id, PersonCaller caller) {
        store.lock(visible(id, caller).caseRef());
        return visible(id, caller);
    }

    private static void requireNot(boolean wrong, Delay delay, String expected) {
        if (wrong) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "delay.state: " + delay.state() + " (expected: " + expected + ")");
        }
    }

    /// However often it is extended, the first request of the case bounds it.
    private Instant latest(List<Delay> before, Instant now) {
        Instant first = before.isEmpty() ? now : before.getFirst().requestedAt();
        return earlier(
                now.atOffset(ZoneOffset.UTC).plus(properties.longest()).toInstant(),
                first.atOffset(ZoneOffset.UTC).plus(properties.total()).toInstant());
    }

    private static AuditEvent event(AuditAction action, Delay delay, PersonCaller caller) {
        return AuditEvent.of(action)
                .by(caller)
                .on("disclosure-delay", delay.delayId().toString())
                .caseRef(delay.caseRef())
                .detail("ground", delay.ground());
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /// As the database keeps it.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
