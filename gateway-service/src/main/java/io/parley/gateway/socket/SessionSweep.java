package io.parley.gateway.socket;

import io.parley.platform.identity.PersonDirectory;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends sessions whose time is up. One look at all of them each second instead of timers of their own, which would cost
/// more memory than the sessions.
@Component
final class SessionSweep implements SmartLifecycle {

    private static final int SILENT_HEARTBEATS = 3;

    private final Sessions sessions;
    private final SessionEvents events;
    private final SocketProperties limits;
    private final Clock clock;
    private volatile boolean running;

    SessionSweep(
            Sessions sessions, SessionEvents events, PersonDirectory people, SocketProperties limits, Clock clock) {
        this.sessions = sessions;
        this.events = events;
        this.limits = limits;
        this.clock = clock;
        people.onChange(person -> {
            if (!person.active()) {
                endAll(session -> session.person().equals(person.id()), Ending.PERSON_FROZEN);
            }
        });
        people.onParting((person, account) -> endAll(
                session -> session.person().equals(person) && session.account().equals(account), Ending.TOKEN_EXPIRED));
    }

    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void endOverdue() {
        long now = clock.millis();
        for (Session session : sessions.all()) {
            overdue(session, now).ifPresent(ending -> session.offer(late -> late.end(ending)));
        }
    }

    Optional<Ending> overdue(Session session, long now) {
        long heartbeat = limits.heartbeat().toMillis();
        if (now >= session.tokenExpiresMs()) {
            return Optional.of(Ending.TOKEN_EXPIRED);
        }
        if (session.phase() == Session.Phase.NEW
                && now - session.openedMs() > limits.helloWithin().toMillis()) {
            return Optional.of(Ending.HELLO_REQUIRED);
        }
        long stuck = session.unwritableSinceMs();
        if (stuck > 0 && now - stuck > limits.maxUnwritable().toMillis()) {
            return Optional.of(Ending.SLOW_CONSUMER);
        }
        return now - session.heardMs() > SILENT_HEARTBEATS * heartbeat ? Optional.of(Ending.SILENT) : Optional.empty();
    }

    @Scheduled(fixedRateString = "${parley.gateway.socket.alive-every:10s}")
    void tellAlive() {
        long now = clock.millis();
        for (Session session : sessions.all()) {
            if (session.phase() == Session.Phase.LIVE) {
                events.alive(session);
            }
            if (now - session.heardMs() > limits.heartbeat().toMillis()) {
                session.offer(Session::ping);
            }
        }
    }

    /// Also those who have not said hello yet.
    private void endAll(Predicate<Session> which, Ending ending) {
        sessions.all().stream().filter(which).forEach(session -> session.offer(ended -> ended.end(ending)));
    }

    @Override
    public void start() {
        running = true;
    }

    /// Before the web server closes its connections: each client is told to come back, elsewhere or later.
    @Override
    public void stop() {
        running = false;
        endAll(_ -> true, Ending.RESTART);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
