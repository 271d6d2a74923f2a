package io.parley.audit.siem;

import io.parley.platform.region.ParleyProperties;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.stereotype.Component;

/// Makes the ways to receivers.
@Component
class Transports {

    private final SiemProperties properties;
    private final ProducerFactory<byte[], byte[]> kafka;
    private final SslBundles bundles;
    private final Clock clock;
    private final String region;

    Transports(
            SiemProperties properties,
            ProducerFactory<byte[], byte[]> kafka,
            SslBundles bundles,
            Clock clock,
            ParleyProperties parley) {
        this.properties = properties;
        this.kafka = kafka;
        this.bundles = bundles;
        this.clock = clock;
        this.region = parley.region();
    }

    Transport of(String name, SiemProperties.Receiver receiver) {
        SiemProperties.Webhook webhook = receiver.webhook();
        if (webhook != null) {
            return new WebhookTransport(
                    webhook, "parley-audit-" + region, properties.timeout(), trust(webhook.bundle()), clock);
        }
        SiemProperties.Syslog syslog = receiver.syslog();
        if (syslog != null) {
            return new SyslogTransport(syslog, "parley-" + region, properties.timeout(), sockets(syslog.bundle()));
        }
        SiemProperties.Kafka topic = receiver.kafka();
        if (topic != null) {
            return new KafkaTransport(topic.topic(), region, () -> producer(name, topic));
        }
        throw new IllegalArgumentException("receivers." + name + ": no way (expected: checked before)");
    }

    private @Nullable SSLContext trust(String bundle) {
        return bundle.isEmpty() ? null : bundles.getBundle(bundle).createSslContext();
    }

    private SSLSocketFactory sockets(String bundle) {
        SSLContext trust = trust(bundle);
        return trust == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : trust.getSocketFactory();
    }

    private Producer<byte[], byte[]> producer(String name, SiemProperties.Kafka topic) {
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "parley.audit.siem." + region + "." + name);
        settings.putAll(topic.properties());
        return new KafkaProducer<>(settings);
    }
}
