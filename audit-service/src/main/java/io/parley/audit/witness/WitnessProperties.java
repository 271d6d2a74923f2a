package io.parley.audit.witness;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who is asked to cosign checkpoints.
///
/// @param every pause between two rounds: a witness gets at most one checkpoint in this time
/// @param timeout of one witness in one round
/// @param firstRetry how long a witness is left alone after a failure; doubles with each one in a row
/// @param longestRetry the longest such time
/// @param required so many cosignatures make a checkpoint a witnessed one
/// @param witnesses by a name of the operator's
@ConfigurationProperties(value = "parley.audit.witness", ignoreUnknownFields = false)
record WitnessProperties(
        @DefaultValue("5s") Duration every,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("5s") Duration firstRetry,
        @DefaultValue("5m") Duration longestRetry,
        @DefaultValue("1") int required,
        @DefaultValue Map<String, Witness> witnesses) {

    private static final String PREFIX = "parley.audit.witness.";
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    WitnessProperties {
        witnesses = Map.copyOf(witnesses);
        require(every.isPositive(), "every: " + every + " (expected: more than nothing)");
        require(timeout.isPositive(), "timeout: " + timeout + " (expected: more than nothing)");
        require(firstRetry.isPositive(), "first-retry: " + firstRetry + " (expected: more than nothing)");
        require(
                required >= 1 && required <= Math.max(1, witnesses.size()),
                "required: " + required + " (expected: 1..number of witnesses)");
        witnesses.keySet().forEach(WitnessProperties::requireName);
        long keys = witnesses.values().stream().map(Witness::key).distinct().count();
        require(keys == witnesses.size(), "witnesses: a key twice (expected: one key, one witness)");
    }

    /// @param url the witness' submission prefix, without `/add-checkpoint`. What is sent is public and what comes back
    ///     is signed, so `http` is as good as `https`
    /// @param key verifier key, `name+id+base64` with type 0x04
    record Witness(URI url, String key) {

        Witness {
            boolean plain = ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getQuery() == null
                    && url.getFragment() == null;
            require(plain, "witnesses.url: (expected: http or https, host and path)");
            WitnessKey.parse(key);
        }

        /// The path may be a secret of its own.
        @Override
        public String toString() {
            return "Witness[key=" + key + "]";
        }
    }

    private static void requireName(String name) {
        require(
                NAME.matcher(name).matches(),
                "witnesses." + name + ": (expected: small letters, digits and hyphens, at most 40)");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(PREFIX + rule);
        }
    }
}
