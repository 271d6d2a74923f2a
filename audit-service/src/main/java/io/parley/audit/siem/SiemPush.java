package io.parley.audit.siem;

import io.parley.audit.siem.Pusher.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// One thread per receiver: what one of them does or does not do, the others never notice.
@Component
@EnableConfigurationProperties(SiemProperties.class)
class SiemPush implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SiemPush.class);
    private static final int MOST_DOUBLINGS = 20;

    private final SiemProperties properties;
    private final ReceiverRegister register;
    private final Pushers made;
    private final SiemMeters meters;
    private volatile boolean running;
    private CountDownLatch ended = new CountDownLatch(0);
    private List<Thread> threads = List.of();

    SiemPush(SiemProperties properties, ReceiverRegister register, Pushers made, SiemMeters meters) {
        this.properties = properties;
        this.register = register;
        this.made = made;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        register.compare(made.receivers());
        running = true;
        ended = new CountDownLatch(1);
        threads = made.pushers().stream()
                .map(pusher -> Thread.ofVirtual().name("siem-" + pusher.name()).start(() -> run(pusher)))
                .toList();
    }

    /// What is on its way may still arrive: a receiver that got it and was not noted gets it again.
    @Override
    public synchronized void stop() {
        running = false;
        ended.countDown();
        for (Thread thread : threads) {
            try {
                thread.join(properties.timeout());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run(Pusher pusher) {
        int failures = 0;
        try {
            while (running) {
                Step step = step(pusher);
                failures = step instanceof Step.Failed ? failures + 1 : 0;
                pause(pauseAfter(step, failures));
            }
            pusher.release();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException databaseGone) {
            LOG.warn("The lease of receiver {} ends by itself: {}", pusher.name(), databaseGone.toString());
        }
    }

    private Step step(Pusher pusher) throws InterruptedException {
        try {
            Step step = pusher.step();
            meters.count(pusher.name(), step);
            return step;
        } catch (RuntimeException storeDown) {
            LOG.warn("Nothing is pushed to receiver {}: {}", pusher.name(), storeDown.toString());
            return new Step.Failed("store", Duration.ZERO);
        }
    }

    private Duration pauseAfter(Step step, int failures) {
        return switch (step) {
            case Step.Delivered _ -> Duration.ZERO;
            case Step.UpToDate _, Step.Elsewhere _ -> properties.every();
            case Step.Failed(var reason, var after) -> backOff(failures, after);
        };
    }

    /// Doubling, a part of it by chance so that instances and regions do not knock together.
    private Duration backOff(int failures, Duration asked) {
        long longest = properties.longestRetry().toMillis();
        long doubled = properties.firstRetry().toMillis() << Math.min(failures - 1, MOST_DOUBLINGS);
        long wanted = Math.min(longest, Math.max(doubled, asked.toMillis()));
        return Duration.ofMillis(wanted - ThreadLocalRandom.current().nextLong(wanted / 4 + 1));
    }

    private void pause(Duration pause) throws InterruptedException {
        if (ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
            running = false;
        }
    }
}
