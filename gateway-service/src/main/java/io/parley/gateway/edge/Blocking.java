package io.parley.gateway.edge;

import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/// Where the reactive side hands plain blocking work to virtual threads.
@Component
public final class Blocking {

    private final Scheduler threads = Schedulers.fromExecutorService(Executors.newVirtualThreadPerTaskExecutor());

    public <T> Mono<T> call(Callable<T> work) {
        return Mono.deferContextual(
                request -> Mono.fromCallable(within(request, work)).subscribeOn(threads));
    }

    /// The request's observation goes along, so that what is done there stands in its trace.
    private static <T> Callable<T> within(ContextView request, Callable<T> work) {
        Optional<Observation> observed = request.getOrEmpty(ObservationThreadLocalAccessor.KEY);
        return observed.isEmpty()
                ? work
                : () -> {
                    try (Observation.Scope _ = observed.get().openScope()) {
                        return work.call();
                    }
                };
    }
}
