package io.parley.benchmarks.people;

import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.PersonId;

/// One registered person of the benchmark.
public record Member(String name, PersonId id, OidcTokens tokens, ParleyClient api) {}
