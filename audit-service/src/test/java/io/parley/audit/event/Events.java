package io.parley.audit.event;

import io.parley.contracts.Ids;
import io.parley.contracts.event.AuditChange;
import io.parley.contracts.event.AuditRecorded;
import java.time.Instant;
import java.util.UUID;

/// Events as other services record them.
final class Events {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.120Z");

    private Events() {}

    static AuditRecorded.Builder changed(UUID id) {
        return viewed(id)
                .setAction("person.changed")
                .setObjectType("person")
                .setObjectId("p-1")
                .clearDetail()
                .addChanges(AuditChange.newBuilder()
                        .setField("displayName")
                        .setBefore("Alice")
                        .setAfter("Alice B."))
                .addChanges(AuditChange.newBuilder().setField("guardian").setAfter("p-2"));
    }

    static AuditRecorded.Builder viewed(UUID id) {
        return AuditRecorded.newBuilder()
                .setEventId(Ids.bytes(id))
                .setAtMs(NOON.toEpochMilli())
                .setActorType("person")
                .setActorId("0190c3a4-0000-7000-8000-000000000001")
                .setAction("archive.viewed")
                .setObjectType("record")
                .setObjectId("r-1")
                .setOutcome("success")
                .setPurpose("investigation")
                .setCaseRef("case-7")
                .setRegion("eu")
                .setService("archive-service")
                .putDetail("grantId", "g-1");
    }
}
