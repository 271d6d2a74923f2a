package io.parley.message.sequence;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A command and the record it came in.
record Submitted(Command command, ConsumerRecord<byte[], byte[]> record) {}
