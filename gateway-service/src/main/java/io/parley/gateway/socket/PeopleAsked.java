package io.parley.gateway.socket;

import java.util.List;
import java.util.UUID;

/// Whom a question to a service behind is about.
record PeopleAsked(List<UUID> personIds) {}
