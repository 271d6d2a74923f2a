package io.parley.platform.identity;

/// Who makes a request, after the token was checked.
public sealed interface Caller permits PersonCaller, ServiceCaller {

    /// For audit: "person" or "service".
    String actorType();

    /// For audit: person id or client id.
    String actorId();
}
