package io.parley.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataKeysTest {

    private static final YearMonth MONTH = YearMonth.of(2026, 11);

    private final PersonId owner = PersonId.next();
    private final KeyId id = KeyId.next();
    private final Consent consent = new Consent();
    private final DataKeys keys =
            new DataKeys(consent, Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC));

    @Test
    void anEvictedKeyIsAskedForAgain() {
        keys.current(owner, KeyPurpose.MESSAGE);
        keys.current(owner, KeyPurpose.MESSAGE);
        assertThat(consent.asked).isEqualTo(1);

        keys.evict(id);

        assertThat(keys.cached(id)).isEmpty();
        assertThat(keys.cachedCurrent(owner, KeyPurpose.MESSAGE)).isEmpty();
    }

    /// consent-service answers, the key is destroyed, the news overtakes the answer.
    @Test
    void anAnswerThatTheNewsOvertookDoesNotBringTheKeyBack() {
        consent.beforeItsAnswerArrives = () -> keys.evict(id);

        assertThat(keys.at(List.of(owner), KeyPurpose.MESSAGE, MONTH)).isEmpty();
        assertThat(keys.lookup(List.of(id))).isEmpty();

        assertThat(keys.cached(id)).isEmpty();
        assertThat(keys.cachedCurrent(owner, KeyPurpose.MESSAGE)).isEmpty();
    }

    private final class Consent implements KeysApi {

        private Runnable beforeItsAnswerArrives = () -> {};
        private int asked;

        @Override
        public Keys current(Wanted wanted) {
            return answer();
        }

        @Override
        public Keys lookup(Lookup lookup) {
            return answer();
        }

        @Override
        public void retire(Retired retired) {
            throw new UnsupportedOperationException("retire: " + retired.keyId());
        }

        private Keys answer() {
            asked++;
            var answer = new Keys(
                    List.of(new Key(id.value(), owner.value(), KeyPurpose.MESSAGE, MONTH.toString(), new byte[32])));
            beforeItsAnswerArrives.run();
            return answer;
        }
    }
}
