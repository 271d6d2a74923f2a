package io.parley.message.purge;

import io.parley.platform.problem.DomainException;
import io.parley.platform.retention.DestructionApi;
import io.parley.platform.retention.DestructionApi.ClassReach;
import io.parley.platform.retention.DestructionApi.Reach;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Goes by the clock through what policies may reach, in every conversation however idle: messages that were never
/// archived, and whatever an event about the archive did not take along. Instances may sweep at the same time: each
/// step
/// is safe to repeat.
@Component
class PurgeSweep {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeSweep.class);

    private final DestructionApi archive;
    private final LivingFacts facts;
    private final Purges purges;

    PurgeSweep(DestructionApi archive, LivingFacts facts, Purges purges) {
        this.archive = archive;
        this.facts = facts;
        this.purges = purges;
    }

    /// At a fixed rate, for then it has a thread of its own: a long sweep keeps nothing else up.
    @Scheduled(fixedRateString = "${parley.purge.every:1h}", initialDelayString = "${parley.purge.every:1h}")
    void run() {
        try {
            sweep(archive.reach());
        } catch (DomainException | RestClientException down) {
            LOG.warn("The sweep over old messages waits: {}", down.getClass().getSimpleName());
        }
    }

    private void sweep(Reach reach) {
        Map<String, Long> before = reach.classes().stream()
                .collect(Collectors.toMap(ClassReach::kind, one -> one.before().toEpochMilli()));
        if (before.isEmpty()) {
            return;
        }
        long latest = before.values().stream().mapToLong(Long::longValue).max().orElseThrow();
        @Nullable Living last = null;
        List<Living> page;
        do {
            page = facts.old(reach, latest, last);
            purges.purge(page.stream().filter(fact -> isWithin(fact, before)).toList());
            last = page.isEmpty() ? last : page.getLast();
        } while (page.size() == facts.batch());
    }

    private static boolean isWithin(Living fact, Map<String, Long> before) {
        return fact.acceptedAtMs() < before.getOrDefault(fact.kind(), Long.MIN_VALUE);
    }
}
