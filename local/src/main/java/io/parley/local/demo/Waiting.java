package io.parley.local.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for an acknowledgement, not for ever.
final class Waiting {

    private static final int SECONDS = 20;

    private Waiting() {}

    static <T> T on(CompletableFuture<T> answer) {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Differs("acknowledgement: " + e + " (expected: accepted)");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Differs("interrupted");
        }
    }
}
