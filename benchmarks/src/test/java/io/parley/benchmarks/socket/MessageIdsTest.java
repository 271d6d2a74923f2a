package io.parley.benchmarks.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageIdsTest {

    private final MessageIds ids = new MessageIds(0x1234_5678_9ABCL);

    @Test
    void sayWhoSentWhatAndAreProperUuids() {
        UUID uuid = new UUID(MessageIds.high(1_770_000_000_000L), ids.low(499, 1_000_000));

        Id id = read(uuid);

        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(uuid.getMostSignificantBits() >>> 16).isEqualTo(1_770_000_000_000L);
        assertThat(ids.isMine(id)).isTrue();
        assertThat(MessageIds.sender(id)).isEqualTo(499);
        assertThat(MessageIds.number(id)).isEqualTo(1_000_000);
    }

    @Test
    void areToldFromThoseOfAnotherRun() {
        Id id = read(new UUID(MessageIds.high(1), new MessageIds(7).low(499, 3)));

        assertThat(ids.isMine(id)).isFalse();
    }

    @Test
    void doNotRunOver() {
        assertThatThrownBy(() -> ids.low(0, MessageIds.MAX_NUMBER + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ids.low(MessageIds.MAX_SENDERS, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Id read(UUID uuid) {
        byte[] text = new byte[36];
        Id.write(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits(), text, 0);
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo(uuid.toString());
        Id id = new Id();
        id.read(text, 0, text.length);
        assertThat(id.is(uuid)).isTrue();
        return id;
    }
}
