package io.parley.audit.siem;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// Who gets events pushed. Settings and not an API: where everything goes that a region records is decided by who may
/// also open its network for it, not by whoever holds a token.
///
/// @param every how often the log is looked at when there was nothing new
/// @param timeout of one delivery, from connecting to its acknowledgement
/// @param lease how long an instance that fell silent keeps others from pushing in its place
/// @param firstRetry pause after a failed delivery; doubles with each one in a row
/// @param longestRetry the longest such pause
/// @param batch events in one delivery, at most
/// @param bytes size of one delivery, at most; a single event that is larger goes alone
/// @param receivers by name
@ConfigurationProperties(value = "parley.audit.siem", ignoreUnknownFields = false)
record SiemProperties(
        @DefaultValue("1s") Duration every,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("1s") Duration firstRetry,
        @DefaultValue("1m") Duration longestRetry,
        @DefaultValue("200") int batch,
        @DefaultValue("1MB") DataSize bytes,
        @DefaultValue Map<String, Receiver> receivers) {

    private static final String PREFIX = "parley.audit.siem.";
    private static final int MOST = 1000;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    SiemProperties {
        receivers = Map.copyOf(receivers);
        require(batch >= 1 && batch <= MOST, "batch: " + batch + " (expected: 1.." + MOST + ")");
        require(
                lease.compareTo(timeout.multipliedBy(3)) >= 0,
                "lease: " + lease + " (expected: at least three times the timeout, so that nobody pushes beside it)");
        require(firstRetry.isPositive(), "first-retry: " + firstRetry + " (expected: more than nothing)");
        receivers.keySet().forEach(SiemProperties::requireName);
    }

    private static void requireName(String name) {
        require(
                NAME.matcher(name).matches(),
                "receivers." + name + ": (expected: small letters, digits and hyphens, at most 40)");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(PREFIX + rule);
        }
    }

    /// Exactly one of the three ways.
    ///
    /// @param fromBeginning whether a receiver that is new gets what the log holds already
    record Receiver(
            @Nullable Webhook webhook,
            @Nullable Syslog syslog,
            @Nullable Kafka kafka,
            @DefaultValue("false") boolean fromBeginning) {

        Receiver {
            long ways =
                    Stream.of(webhook, syslog, kafka).filter(Objects::nonNull).count();
            require(ways == 1, "receivers: " + ways + " ways in one (expected: one of webhook, syslog, kafka)");
        }
    }

    /// OCSF over HTTPS.
    ///
    /// @param secretFile `whsec_…`, one secret per line; each of them signs, so that a new one can be brought in
    /// @param authorizationFile value of the Authorization header, for collectors that want one
    /// @param bundle SSL bundle that knows the receiver's authority; empty: those the JVM trusts
    record Webhook(
            URI url,
            Path secretFile,
            @Nullable Path authorizationFile,
            @DefaultValue("") String bundle) {

        Webhook {
            boolean plain = "https".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getFragment() == null;
            require(plain, "receivers.webhook.url: (expected: https://host/path, without user or fragment)");
        }

        /// The path may be a secret of its own.
        @Override
        public String toString() {
            return "Webhook[url=[redacted]]";
        }
    }

    /// RFC 5424 over TLS (RFC 5425).
    ///
    /// @param bundle SSL bundle that knows the receiver's authority and, where wanted, who we are; empty: those the
    ///     JVM trusts
    record Syslog(
            String host,
            @DefaultValue("6514") int port,
            @DefaultValue("") String bundle) {}

    /// OCSF in a topic.
    ///
    /// @param properties laid over the producer's own, for a broker that is not the region's
    record Kafka(
            @DefaultValue("parley.audit.ocsf.v1") String topic,
            @DefaultValue Map<String, String> properties) {

        @Override
        public String toString() {
            return "Kafka[topic=" + topic + ", properties=[redacted]]";
        }
    }
}
