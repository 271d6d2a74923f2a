package io.parley.gateway.socket;

import io.parley.contracts.ConversationId;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.gateway.send.Fields;
import io.parley.platform.keys.CipherBenchmark;
import io.parley.platform.keys.DataKey;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// A client's frame in, a server's frame out (opening its content included).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

    private final ConversationId conversation = ConversationId.next();
    private final DataKey key = CipherBenchmark.newKey();
    private final Map<KeyId, DataKey> keys = Map.of(key.id(), key);
    private final MessageAccepted fact = Facts.posted(conversation, 42, key);
    private final FactFrames frames = new FactFrames();
    private final byte[] send = ("{\"type\":\"send\",\"messageId\":\"" + MessageId.next() + "\",\"conversationId\":\""
                    + conversation + "\",\"content\":{\"type\":\"text\",\"text\":\"The courier leaves tomorrow.\"}}")
            .getBytes(StandardCharsets.UTF_8);

    @Benchmark
    public Fields parse() {
        return Fields.of(send);
    }

    @Benchmark
    public byte[] encode() {
        return frames.frame(fact, keys);
    }
}
