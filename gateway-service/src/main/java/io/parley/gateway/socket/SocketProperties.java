package io.parley.gateway.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/// @param helloWithin a session that has not said hello by then is ended
/// @param heartbeat how often the client should be heard; after one silent heartbeat the server pings, after three it
///     ends the session
/// @param maxFrame largest frame taken from a client
/// @param maxPending bytes waiting for one slow client before its session is ended
/// @param maxUnwritable how long a client may leave its buffer full
/// @param maxInFlight commands of one session that wait for their outcome
/// @param backFills sessions that read history at the same time, so that a mass reconnect does not flood the database
/// @param receiptsEvery receipts of one person and conversation within this time become one record
/// @param aliveEvery how often presence hears that a session lives
@ConfigurationProperties(value = "parley.gateway.socket", ignoreUnknownFields = false)
@Validated
record SocketProperties(
        @DefaultValue("10s") Duration helloWithin,
        @DefaultValue("30s") Duration heartbeat,
        @DefaultValue("256KB") DataSize maxFrame,
        @DefaultValue("1MB") DataSize maxPending,
        @DefaultValue("10s") Duration maxUnwritable,
        @DefaultValue("256") int maxInFlight,
        @DefaultValue("64") int backFills,
        @DefaultValue("200ms") Duration receiptsEvery,
        @DefaultValue("10s") Duration aliveEvery) {}
