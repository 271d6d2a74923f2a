package io.parley.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final AtomicLong nanos = new AtomicLong();
    private final TokenBucket bucket = new TokenBucket(new Pace(10, 3), nanos::get);

    @Test
    void givesItsBurstAndThenSaysHowLongToWait() {
        assertThat(bucket.take(3)).isZero();
        assertThat(bucket.take(1)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void fillsAtItsRateAndNeverAboveItsBurst() {
        assertThat(bucket.take(3)).isZero();
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        assertThat(bucket.take(1)).isZero();
        assertThat(bucket.take(1)).isPositive();
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(bucket.take(3)).isZero();
        assertThat(bucket.take(1)).isPositive();
    }
}
