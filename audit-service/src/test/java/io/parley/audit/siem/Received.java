package io.parley.audit.siem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/// What a receiver got, in the order in which it got it.
final class Received {

    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    void add(JsonNode ocsf) {
        events.add(ocsf);
    }

    List<JsonNode> events() {
        return List.copyOf(events);
    }

    Set<String> ids() {
        return events.stream()
                .map(event -> event.at("/metadata/uid").asString())
                .collect(Collectors.toSet());
    }

    long last() {
        return events.isEmpty() ? -1 : index(events.getLast());
    }

    /// Seen for the first time, the indexes are 0, 1, 2 and so on: in order, none left out, some perhaps again.
    ///
    /// @param erased those that other tests erased, perhaps before they were pushed
    void assertWhole(Set<Long> erased) {
        List<Long> first = events.stream().map(Received::index).distinct().toList();
        assertThat(first)
                .isSorted()
                .containsAll(LongStream.rangeClosed(0, first.getLast())
                        .filter(index -> !erased.contains(index))
                        .boxed()
                        .toList());
    }

    private static long index(JsonNode ocsf) {
        return ocsf.at("/metadata/sequence").asLong();
    }
}
