package io.parley.acceptance;

import io.parley.client.ConversationId;
import java.util.ArrayList;
import java.util.List;

/// Retention policies for one conversation, made by two persons, and ended with the test.
final class Policies implements AutoCloseable {

    private static final String PATH = "/v1/archive/retention-policies";

    private final Raw erin = Region.erinTheOfficer().http();
    private final Raw frank = Region.frankTheApprover().http();
    private final ConversationId talk;
    private final List<String> inForce = new ArrayList<>();

    Policies(ConversationId talk) {
        this.talk = talk;
    }

    /// @param kind text, file or metadata
    Policies deleteAfter(String period, String kind) {
        String policy = erin.post(PATH, """
                        {"name":"A test","rule":"delete-after","class":"%s","period":"%s",
                         "audience":{"conversationIds":["%s"]}}""".formatted(kind, period, talk))
                .hasStatus(201)
                .json()
                .path("policyId")
                .asString();
        frank.post(PATH + "/" + policy + "/approve", "{}").hasStatus(200);
        inForce.add(policy);
        return this;
    }

    @Override
    public void close() {
        inForce.forEach(
                policy -> erin.post(PATH + "/" + policy + "/retire", "{}").hasStatus(200));
    }
}
