package io.parley.platform.signing;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.platform.kek.KekConfiguration;
import io.parley.platform.kek.KeyEncryptionKeys;
import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// For services that sign: they say with a [Signatory] who they are, and have a table `signing_key`.
/// They import it; no scan of packages finds it.
@Import(KekConfiguration.class)
public class SigningConfiguration {

    @Bean
    SigningKey signingKey(
            Signatory signatory,
            ParleyProperties parley,
            JdbcClient jdbc,
            KeyEncryptionKeys keks,
            MeterRegistry meters,
            Clock clock) {
        var key = new SigningKey(signatory, parley.region(), new SealedSeeds(jdbc), keks, clock);
        key.measuredBy(meters);
        return key;
    }

    @Bean
    NoteKey noteKey(SigningKey key) {
        return key.key();
    }
}
