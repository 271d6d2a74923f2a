package io.parley.audit.siem;

import io.parley.audit.event.EventFeed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The receivers of the settings, with what pushes to them.
@Component
class Pushers {

    private final SiemProperties properties;
    private final Transports transports;
    private final ReceiverStore store;
    private final EventFeed feed;
    private final Clock clock;

    Pushers(SiemProperties properties, Transports transports, ReceiverStore store, EventFeed feed, Clock clock) {
        this.properties = properties;
        this.transports = transports;
        this.store = store;
        this.feed = feed;
        this.clock = clock;
    }

    List<Address> receivers() {
        return properties.receivers().entrySet().stream()
                .map(receiver -> Address.of(receiver.getKey(), receiver.getValue()))
                .toList();
    }

    List<Pusher> pushers() {
        return properties.receivers().entrySet().stream().map(this::pusher).toList();
    }

    private Pusher pusher(Map.Entry<String, SiemProperties.Receiver> receiver) {
        return new Pusher(
                Address.of(receiver.getKey(), receiver.getValue()),
                transports.of(receiver.getKey(), receiver.getValue()),
                store,
                feed,
                properties,
                clock);
    }
}
