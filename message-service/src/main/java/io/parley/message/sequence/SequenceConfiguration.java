package io.parley.message.sequence;

import io.micrometer.core.instrument.MeterRegistry;
import io.parley.contracts.PersonId;
import io.parley.contracts.Topics;
import io.parley.contracts.event.PersonKind;
import io.parley.message.file.FileLinks;
import io.parley.message.policy.MessagePolicy;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.Person;
import io.parley.platform.identity.PersonDirectory;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.kafka.RecordReader;
import io.parley.platform.region.ParleyProperties;
import io.parley.platform.trace.RecordTraces;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class SequenceConfiguration {

    @Bean
    MessageSequencer messageSequencer(MessagePolicy policy, PersonDirectory directory, ParleyProperties parley) {
        People people = new Registered(directory);
        return new MessageSequencer(
                parley.region(),
                new ContentRules(policy.editWindow(), policy.recallWindow()),
                new MembershipRules(policy.maxMembers(), people),
                new RoleRules(people));
    }

    @Bean
    ConversationStates conversationStates(MessagePolicy policy) {
        return new ConversationStates(policy.cachedConversations());
    }

    @Bean
    SequenceMetrics sequenceMetrics(MeterRegistry registry) {
        return new SequenceMetrics(registry);
    }

    @Bean
    BatchWriter batchWriter(
            JdbcClient jdbc, PlatformTransactionManager transactions, AuditTrail trail, FileLinks files) {
        return new BatchWriter(jdbc, new TransactionTemplate(transactions), new MembershipAudit(trail), files);
    }

    @Bean
    BatchReader batchReader(JdbcClient jdbc, ConversationStates states, FileLinks files) {
        return new BatchReader(jdbc, states, files);
    }

    @Bean
    SequencingDesk sequencingDesk(
            MessageSequencer sequencer,
            BatchReader reader,
            BatchWriter writer,
            Clock clock,
            SequenceMetrics metrics,
            MessagePolicy policy) {
        return new SequencingDesk(sequencer, reader, writer, clock, metrics, policy.batchAttempts());
    }

    @Bean
    OutcomePublisher outcomePublisher(KafkaTemplate<byte[], byte[]> kafka, RecordTraces traces) {
        return new OutcomePublisher(kafka, traces);
    }

    @Bean
    SubmittedListener submittedListener(
            RecordReader reader,
            SequencingDesk desk,
            OutcomePublisher publisher,
            ConversationStates states,
            SequenceMetrics metrics,
            RecordTraces traces) {
        return new SubmittedListener(reader, desk, publisher, states, metrics, traces);
    }

    @Bean
    KafkaAdmin.NewTopics acceptedTopics(ParleyTopics topics) {
        return topics.of(Topics.MESSAGE_ACCEPTED);
    }

    @Bean
    KafkaAdmin.NewTopics membershipTopics(ParleyTopics topics) {
        return topics.of(Topics.MEMBERSHIP_ACCEPTED);
    }

    @Bean
    KafkaAdmin.NewTopics rejectedTopics(ParleyTopics topics) {
        return topics.of(Topics.MESSAGE_REJECTED);
    }

    private record Registered(PersonDirectory directory) implements People {

        @Override
        public Optional<PersonKind> kind(PersonId person) {
            return directory.find(person).map(Person::kind);
        }

        @Override
        public boolean active(PersonId person) {
            return directory.find(person).filter(Person::active).isPresent();
        }
    }
}
