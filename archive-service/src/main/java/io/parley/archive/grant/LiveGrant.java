package io.parley.archive.grant;

/// A grant that may be used now.
public record LiveGrant(GrantId id, String purpose, String caseRef, GrantScope scope, int viewsPerHour) {}
