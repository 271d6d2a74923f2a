package io.parley.consent.ledger;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param controllerName the organisation that answers for the processing, as receipts name it
/// @param shownAtSkew how far a client's clock may run ahead of ours
@ConfigurationProperties(value = "parley.receipt", ignoreUnknownFields = false)
@Validated
record ReceiptProperties(
        @DefaultValue("The organisation that runs this installation")
        String controllerName,

        @DefaultValue("privacy@localhost") String controllerContact,
        @DefaultValue("2m") Duration shownAtSkew) {}
