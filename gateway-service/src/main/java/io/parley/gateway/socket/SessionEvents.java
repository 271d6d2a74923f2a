package io.parley.gateway.socket;

import io.parley.contracts.Ids;
import io.parley.contracts.Topics;
import io.parley.contracts.event.SessionChanged;
import io.parley.contracts.event.SessionState;
import io.parley.platform.region.Instance;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/// Tells presence-service who is here. An event may be lost while Kafka is down: each session is told of again as
/// alive every few seconds, and presence lets those expire that are not. So a full queue drops rather than waits.
@Component
final class SessionEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEvents.class);
    private static final int MOST_WAITING = 100_000;

    private final BlockingQueue<SessionChanged> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final KafkaTemplate<byte[], byte[]> kafka;
    private final Instance instance;
    private final Clock clock;
    private volatile boolean running;

    SessionEvents(KafkaTemplate<byte[], byte[]> kafka, Instance instance, Clock clock) {
        this.kafka = kafka;
        this.instance = instance;
        this.clock = clock;
    }

    void connected(Session session) {
        tell(session, SessionState.CONNECTED);
    }

    void alive(Session session) {
        tell(session, SessionState.ALIVE);
    }

    void disconnected(Session session) {
        if (!session.deviceId().isEmpty()) {
            tell(session, SessionState.DISCONNECTED);
        }
    }

    private void tell(Session session, SessionState state) {
        boolean _ = waiting.offer(SessionChanged.newBuilder()
                .setPersonId(session.person().bytes())
                .setDeviceId(session.deviceId())
                .setSessionId(Ids.bytes(session.id()))
                .setGateway(instance.name())
                .setState(state)
                .setAtMs(clock.millis())
                .build());
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("session-events").start(this::run);
    }

    private void run() {
        try {
            while (running || !waiting.isEmpty()) {
                produce(waiting.take());
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void produce(SessionChanged event) {
        try {
            var _ = kafka.send(Topics.SESSION_CHANGED, event.getPersonId().toByteArray(), event.toByteArray());
        } catch (RuntimeException down) {
            LOG.debug("A session event was dropped: {}", down.getClass().getSimpleName());
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
