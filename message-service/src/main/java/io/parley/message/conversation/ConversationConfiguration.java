package io.parley.message.conversation;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.Topics;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRejected;
import io.parley.platform.kafka.DeadLetters;
import io.parley.platform.kafka.ParleyTopics;
import io.parley.platform.kafka.TopicTail;
import io.parley.platform.kafka.TopicTails;
import io.parley.platform.submission.Submissions;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

@Configuration(proxyBeanMethods = false)
class ConversationConfiguration {

    /// The owner of a partition may be another instance, so its outcomes are read from the topics like anyone's.
    /// What this service itself submits changes conversations, so the stream of messages is not read for it.
    @Bean
    TopicTail outcomeTail(TopicTails tails, Submissions submissions, DeadLetters deadLetters) {
        return tails.fromEnd(
                List.of(Topics.MEMBERSHIP_ACCEPTED, Topics.MESSAGE_REJECTED),
                records -> records.stream()
                        .filter(submissions::isMine)
                        .forEach(record -> resolve(record, submissions, deadLetters)));
    }

    private static void resolve(
            ConsumerRecord<byte[], byte[]> record, Submissions submissions, DeadLetters deadLetters) {
        try {
            if (record.topic().equals(Topics.MEMBERSHIP_ACCEPTED)) {
                submissions.accepted(record, MessageAccepted.parseFrom(record.value()));
            } else {
                submissions.rejected(record, MessageRejected.parseFrom(record.value()));
            }
        } catch (InvalidProtocolBufferException unreadable) {
            deadLetters.park(record, unreadable);
        }
    }

    /// Of archive-service, declared here as well: the listener must not wait for that service's first start.
    @Bean
    KafkaAdmin.NewTopics archiveStateTopics(ParleyTopics topics) {
        return topics.compacted(Topics.CONVERSATION_ARCHIVE_STATE);
    }
}
