package io.parley.audit.completeness;

/// An event that is in the log now.
public record Arrival(String service, Place place) {}
