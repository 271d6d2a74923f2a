package io.parley.message.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.platform.problem.DomainException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {

    @ParameterizedTest
    @CsvSource({"bytes=0-0,0,1", "bytes=10-,10,100", "bytes=-7,93,100", "bytes=-700,0,100", "bytes=90-900,90,100"})
    void readsOneRange(String header, long from, long to) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(new ByteRange(from, to, true));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "bytes", "bytes=5-2", "lines=1-2", "bytes=0-1,5-6", "bytes=a-b"})
    void givesTheWholeForWhatItDoesNotUnderstand(@Nullable String header) {
        assertThat(ByteRange.of(header, 100)).isEqualTo(ByteRange.whole(100));
    }

    @Test
    void hasNothingBeyondTheEnd() {
        assertThat(ByteRange.of("bytes=100-", 100)).isNull();
        assertThat(ByteRange.of("bytes=100-200", 100)).isNull();
    }

    @Test
    void readsWhereAPartBelongs() {
        ContentRange range = ContentRange.parse("bytes 10-19/20");
        assertThat(range).isEqualTo(new ContentRange(10, 19, 20));
        assertThat(range.bytes()).isEqualTo(10);
        assertThat(range.ends()).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "bytes */20", "bytes 5-4/20", "bytes 0-20/20", "bytes 0-19/*", "bytes -1-3/20"})
    void refusesPartsOfNowhere(@Nullable String header) {
        assertThatThrownBy(() -> ContentRange.parse(header)).isInstanceOf(DomainException.class);
    }
}
