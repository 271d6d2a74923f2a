package io.parley.gateway.socket;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import io.parley.contracts.event.MessageAccepted;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Which session waits for which command: it gets `accepted` where the others get the message.
@Component
final class OwnCommands {

    private final Map<ByteString, Session> waiting = new ConcurrentHashMap<>();

    void put(UUID command, Session session) {
        waiting.put(Ids.bytes(command), session);
    }

    void remove(UUID command, Session session) {
        waiting.remove(Ids.bytes(command), session);
    }

    @Nullable
    Session find(MessageAccepted fact) {
        return waiting.get(fact.getCommandId());
    }
}
