package io.parley.archive.gate;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param clockSkew bounds how far the clocks of message-service and consent-service may differ; 0 on one machine
/// @param watermarkWait how long a batch is held in memory for the view of bases to become complete, before it is
/// handed
///     back to Kafka to be read again; far below the consumer's max.poll.interval (5 minutes)
/// @param intakeThreads consumers of accepted messages in this process
/// @param receiptSettle how long after a receipt what was accepted before it may still be published; it is judged when
///     all of that is decided
@ConfigurationProperties(value = "parley.archive", ignoreUnknownFields = false)
@Validated
public record ArchiveProperties(
        @DefaultValue("0ms") Duration clockSkew,
        @DefaultValue("5s") Duration watermarkWait,
        @DefaultValue("2") @Min(1) int intakeThreads,
        @DefaultValue("2s") Duration receiptSettle) {}
