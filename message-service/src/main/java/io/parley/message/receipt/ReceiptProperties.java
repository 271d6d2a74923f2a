package io.parley.message.receipt;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param detailMembers conversations up to this size tell each person's marks; larger ones tell counts
/// @param countsEvery at most one count per conversation and this time
@ConfigurationProperties(value = "parley.receipts", ignoreUnknownFields = false)
@Validated
record ReceiptProperties(
        @DefaultValue("32") @Min(2) int detailMembers,
        @DefaultValue("1s") Duration countsEvery) {}
