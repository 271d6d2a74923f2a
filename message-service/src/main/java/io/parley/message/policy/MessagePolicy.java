package io.parley.message.policy;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param editWindow how long after acceptance an author may edit
/// @param recallWindow how long after acceptance an author may recall
/// @param maxMembers of one conversation
/// @param cachedConversations how many conversations keep their state in memory
/// @param batchAttempts how often a batch is tried against changed rows before the listener starts over
/// @param outcomeTimeout how long a REST call waits for its command's outcome
@ConfigurationProperties(value = "parley.message", ignoreUnknownFields = false)
@Validated
public record MessagePolicy(
        @DefaultValue("24h") Duration editWindow,
        @DefaultValue("24h") Duration recallWindow,
        @DefaultValue("5000") @Min(2) int maxMembers,
        @DefaultValue("50000") @Min(1) int cachedConversations,
        @DefaultValue("5") @Min(1) int batchAttempts,
        @DefaultValue("10s") Duration outcomeTimeout) {}
