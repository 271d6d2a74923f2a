package io.parley.archive.file;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Some hands that do one kind of work as long as there is any.
final class Crew {

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    private final String name;
    private final Semaphore idle;
    private final BooleanSupplier step;

    /// @param step does one piece of work; false: there was none
    Crew(String name, int hands, BooleanSupplier step) {
        this.name = name;
        this.idle = new Semaphore(hands);
        this.step = step;
    }

    /// One hand that does all there is each time it is woken.
    static Crew once(String name, Runnable work) {
        return new Crew(name, 1, () -> {
            work.run();
            return false;
        });
    }

    /// Wakes whoever is idle; they look for work, and rest when there is none.
    void wake() {
        while (idle.tryAcquire()) {
            Thread.ofVirtual().name(name).start(this::work);
        }
    }

    /// What stops one, for example a database that is down, may have passed when they are woken again.
    private void work() {
        try {
            boolean more = true;
            while (more) {
                more = step.getAsBoolean();
            }
        } catch (RuntimeException failed) {
            LOG.warn("{}: stopped by {}", name, failed.getClass().getName());
        } finally {
            idle.release();
        }
    }
}
