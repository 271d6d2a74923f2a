package io.parley.gateway.socket;

import io.parley.gateway.send.Fields;
import io.parley.platform.problem.DomainException;
import io.parley.platform.region.ParleyProperties;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Lets a session in: first it is noted as arriving, so that nothing is missed; then the person's conversations are
/// asked for; then it is told where it stands, and what it missed follows.
@Component
final class Hello {

    private static final Logger LOG = LoggerFactory.getLogger(Hello.class);
    private static final int MAX_DEVICE_CHARS = 128;

    private final Sessions sessions;
    private final Arrivals arrivals;
    private final ReceiptMarks marks;
    private final SessionEvents events;
    private final Welcome welcome;

    Hello(Sessions sessions, Arrivals arrivals, ReceiptMarks marks, SessionEvents events, Welcome welcome) {
        this.sessions = sessions;
        this.arrivals = arrivals;
        this.marks = marks;
        this.events = events;
        this.welcome = welcome;
    }

    /// What every welcome says.
    @Component
    record Welcome(ParleyProperties properties, SocketProperties limits) {

        byte[] frame(Session session, List<Standing> standings, int notices) {
            return ServerFrames.welcome(session, properties.region(), limits.heartbeat(), standings, notices);
        }
    }

    void say(Session session, Fields frame) {
        String device = frame.text("deviceId").orElseThrow(() -> DomainException.invalid("deviceId", "required"));
        if (device.isBlank() || device.length() > MAX_DEVICE_CHARS) {
            throw DomainException.invalid("deviceId", "expected: 1.." + MAX_DEVICE_CHARS + " characters, not blank");
        }
        Map<UUID, Long> cursors = frame.numbersById("cursors");
        if (!session.beginGreeting(device)) {
            throw DomainException.invalid("type", "expected: hello once per session");
        }
        welcome(session, cursors);
    }

    private void welcome(Session session, Map<UUID, Long> cursors) {
        Boolean here = session.<Boolean>ask(this::arrive).join();
        if (here == null) {
            return;
        }
        try {
            Arrivals.Arrival arrival = arrivals.of(session.person());
            List<Standing> standings = marks.over(session.person(), arrival.standings());
            byte[] frame = welcome.frame(session, standings, arrival.pendingNotices());
            session.offer(arriving -> arriving.greet(frame, standings, cursors));
            events.connected(session);
        } catch (DomainException | RestClientException down) {
            LOG.warn("A hello could not be answered: {}", down.getMessage());
            session.offer(turnedAway -> turnedAway.end(Ending.UNAVAILABLE));
        }
    }

    private Boolean arrive(Session session) {
        sessions.greeting(session);
        return true;
    }
}
