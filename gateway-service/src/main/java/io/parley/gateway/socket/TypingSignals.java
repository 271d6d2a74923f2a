package io.parley.gateway.socket;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.stereotype.Component;

/// Carries "is typing" between the gateways of a region: published to Redis, which forwards and forgets, so it is
/// stored nowhere. One connection for both directions (RESP3), which heals by itself. Without Redis typing is lost and
/// nothing else; `parley.typing.lost` counts.
@Component
final class TypingSignals implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(TypingSignals.class);
    private static final byte[] CHANNEL = "parley:typing".getBytes(StandardCharsets.US_ASCII);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int ID_BYTES = 16;

    private final LettuceConnectionFactory redis;
    private final Sessions sessions;
    private final Counter lost;
    private volatile @Nullable StatefulRedisPubSubConnection<byte[], byte[]> connection;
    private @Nullable Thread connecting;

    TypingSignals(LettuceConnectionFactory redis, Sessions sessions, MeterRegistry metrics) {
        this.redis = redis;
        this.sessions = sessions;
        this.lost = metrics.counter("parley.typing.lost");
    }

    record Signal(ConversationId conversation, PersonId person) {

        static Signal of(byte[] bytes) {
            ByteBuffer ids = ByteBuffer.wrap(bytes);
            return new Signal(
                    new ConversationId(new UUID(ids.getLong(), ids.getLong())),
                    new PersonId(new UUID(ids.getLong(), ids.getLong())));
        }

        byte[] bytes() {
            return ByteBuffer.allocate(2 * ID_BYTES)
                    .put(Ids.array(conversation.value()))
                    .put(Ids.array(person.value()))
                    .array();
        }
    }

    /// Never blocks.
    void tell(Signal signal) {
        StatefulRedisPubSubConnection<byte[], byte[]> open = connection;
        if (open == null || !open.isOpen()) {
            lost.increment();
            return;
        }
        var _ = open.async().publish(CHANNEL, signal.bytes()).whenComplete((heardBy, failure) -> {
            if (failure != null) {
                lost.increment();
            }
        });
    }

    private void heard(byte[] message) {
        if (message.length != 2 * ID_BYTES) {
            lost.increment();
            return;
        }
        Signal signal = Signal.of(message);
        Session[] listeners = sessions.rooms().of(signal.conversation());
        if (listeners.length > 0) {
            Broadcast.send(
                    listeners, frame(signal), session -> !session.person().equals(signal.person()));
        }
    }

    private static byte[] frame(Signal signal) {
        return JsonFrame.of(ServerFrameType.TYPING)
                .with("conversationId", signal.conversation().toString())
                .with("personId", signal.person().toString())
                .end();
    }

    @Override
    public synchronized void start() {
        connecting = Thread.ofVirtual().name("typing-signals").start(this::connect);
    }

    private void connect() {
        try {
            while (connection == null) {
                try {
                    subscribe();
                } catch (RedisException down) {
                    LOG.debug("Typing waits for Redis: {}", down.getClass().getSimpleName());
                    Thread.sleep(BETWEEN_TRIES);
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void subscribe() {
        var opened = open(redis.getRequiredNativeClient());
        opened.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] channel, byte[] message) {
                heard(message);
            }
        });
        opened.sync().subscribe(CHANNEL);
        connection = opened;
    }

    private static StatefulRedisPubSubConnection<byte[], byte[]> open(AbstractRedisClient client) {
        return switch (client) {
            case RedisClient single -> single.connectPubSub(ByteArrayCodec.INSTANCE);
            case RedisClusterClient cluster -> cluster.connectPubSub(ByteArrayCodec.INSTANCE);
            default -> throw new IllegalStateException("redis: " + client.getClass() + " (expected: Lettuce's own)");
        };
    }

    @Override
    public synchronized void stop() {
        if (connecting != null) {
            connecting.interrupt();
            connecting = null;
        }
        StatefulRedisPubSubConnection<byte[], byte[]> open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return connecting != null;
    }
}
