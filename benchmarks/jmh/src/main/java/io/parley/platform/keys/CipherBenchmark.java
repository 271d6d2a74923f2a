package io.parley.platform.keys;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import java.nio.charset.StandardCharsets;
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

/// Sealing and opening the content of one usual message.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CipherBenchmark {

    private final DataKey key = newKey();
    private final byte[] content =
            "{\"type\":\"text\",\"text\":\"The courier leaves the Shanghai warehouse tomorrow. 快递明天从上海仓库发出。\"}"
                    .getBytes(StandardCharsets.UTF_8);
    private final byte[] associated = ContentAad.of(Ids.next(), ConversationId.next(), "eu");
    private final byte[] sealed = key.seal(content, associated);

    /// A key for the benchmarks of other packages too.
    public static DataKey newKey() {
        return new DataKey(KeyId.next(), new byte[32]);
    }

    @Benchmark
    public byte[] seal() {
        return key.seal(content, associated);
    }

    @Benchmark
    public byte[] open() {
        return key.open(sealed, associated);
    }

    @Benchmark
    public byte[] fingerprint() {
        return key.fingerprint(content);
    }
}
