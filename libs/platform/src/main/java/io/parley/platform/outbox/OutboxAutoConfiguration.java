package io.parley.platform.outbox;

import io.parley.platform.trace.RecordTraces;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.ProducerFactory;

@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
        })
@ConditionalOnBean(DataSource.class)
public class OutboxAutoConfiguration {

    @Bean
    OutboxRelay outboxRelay(
            DataSource database, ProducerFactory<byte[], byte[]> kafka, ObjectProvider<OutboxDrained> listeners) {
        return new OutboxRelay(
                database,
                outbox -> producer(kafka, outbox),
                () -> listeners.orderedStream().toList());
    }

    private static Producer<byte[], byte[]> producer(ProducerFactory<byte[], byte[]> kafka, String outbox) {
        Map<String, Object> settings = new HashMap<>(kafka.getConfigurationProperties());
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "parley.outbox." + outbox);
        return new KafkaProducer<>(settings);
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, OutboxRelay relay, RecordTraces traces) {
        return new Outbox(jdbc, relay, traces);
    }
}
