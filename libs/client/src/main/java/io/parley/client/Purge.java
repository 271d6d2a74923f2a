package io.parley.client;

/// Numbers of a conversation that retention destroyed, both ends included.
///
/// @param number of the purge, dense per conversation from 1; several runs may have one
public record Purge(long number, long firstSeq, long lastSeq) {}
