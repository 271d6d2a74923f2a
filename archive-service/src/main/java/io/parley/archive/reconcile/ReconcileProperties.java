package io.parley.archive.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// @param settle how long after its acceptance a fact must be accounted for; what is younger does not count yet
/// @param every how often somebody looks whether a reconciliation waits
@ConfigurationProperties(value = "parley.reconcile", ignoreUnknownFields = false)
record ReconcileProperties(
        @DefaultValue("2m") Duration settle,
        @DefaultValue("2s") Duration every) {}
