package io.parley.audit.witness;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// One round after the other, on a thread of its own: the log never notices.
@Component
@EnableConfigurationProperties(WitnessProperties.class)
class WitnessRounds implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WitnessRounds.class);
    private static final int ROUNDS_OF_LEASE = 3;

    private final WitnessProperties properties;
    private final WitnessRound round;
    private final WitnessLease lease;
    private volatile boolean running;
    private CountDownLatch ended = new CountDownLatch(0);
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    WitnessRounds(WitnessProperties properties, WitnessRound round, WitnessLease lease) {
        this.properties = properties;
        this.round = round;
        this.lease = lease;
    }

    @Override
    public synchronized void start() {
        if (!round.isEmpty()) {
            running = true;
            ended = new CountDownLatch(1);
            thread = Thread.ofVirtual().name("witnesses").start(this::run);
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        ended.countDown();
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try {
            do {
                goRound();
            } while (!ended.await(properties.every().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            LOG.debug("Stopped within a round");
        }
        letGo();
    }

    private void goRound() throws InterruptedException {
        try {
            if (lease.take(properties.every().plus(properties.timeout()).multipliedBy(ROUNDS_OF_LEASE))) {
                round.run();
            }
        } catch (RuntimeException storeDown) {
            LOG.warn("No witness is asked: {}", storeDown.toString());
        }
    }

    private void letGo() {
        try {
            lease.release();
        } catch (RuntimeException databaseGone) {
            LOG.warn("The lease on the witnesses ends by itself: {}", databaseGone.toString());
        }
    }
}
