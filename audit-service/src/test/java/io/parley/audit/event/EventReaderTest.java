package io.parley.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.parley.contracts.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class EventReaderTest {

    private static final UUID ID = UUID.fromString("0190c3a4-1111-7000-8000-000000000002");

    @Test
    void writesTheBodyWithSortedNamesAndMilliseconds() {
        assertThat(EventReader.read(Events.viewed(ID).build()).body()).isEqualTo("""
                        {"action":"archive.viewed",\
                        "actor":{"id":"0190c3a4-0000-7000-8000-000000000001","type":"person"},\
                        "at":"2026-03-01T12:00:00.120Z",\
                        "caseRef":"case-7",\
                        "detail":{"grantId":"g-1"},\
                        "eventId":"0190c3a4-1111-7000-8000-000000000002",\
                        "object":{"id":"r-1","type":"record"},\
                        "outcome":"success",\
                        "purpose":"investigation",\
                        "region":"eu",\
                        "service":"archive-service"}""");
    }

    @Test
    void writesWhomItConcernsAndItsPlace() {
        assertThat(EventReader.read(Events.viewed(ID)
                                .addAffected("p-2")
                                .setStream(Ids.bytes(ID))
                                .setNumber(17)
                                .build())
                        .body())
                .contains("\"affected\":[\"p-2\"],")
                .contains("\"place\":{\"number\":\"17\",\"stream\":\"0190c3a4-1111-7000-8000-000000000002\"}");
    }

    @Test
    void findsEverybodyWhomAnEventConcerns() {
        assertThat(EventReader.read(Events.viewed(ID)
                                .addAffected("p-2")
                                .addAffected("p-3")
                                .setObjectType("person")
                                .setObjectId("p-1")
                                .putDetail("onBehalfOf", "p-3")
                                .putDetail("personId", "p-4")
                                .build())
                        .people())
                .containsExactly("p-1", "p-2", "p-3", "p-4");
    }

    @Test
    void writesWhatChangedAndFindsPeopleInIt() {
        RecordedEvent event = EventReader.read(Events.changed(ID).build());

        assertThat(event.body())
                .contains("\"changes\":[{\"after\":\"Alice B.\",\"before\":\"Alice\",\"field\":\"displayName\"},"
                        + "{\"after\":\"p-2\",\"field\":\"guardian\"}],");
        assertThat(event.people()).containsExactly("p-1", "p-2");
        assertThat(event.toString()).doesNotContain("Alice");
    }

    /// What is pushed to a SIEM stays there whatever is erased here.
    @Test
    void whoCannotForgetIsNotToldWhatIsPersonal() {
        String body = EventReader.read(Events.changed(ID).build()).body();
        ObjectNode json = JsonMapper.shared().readTree(body).asObject();

        assertThat(new LoggedEvent(0, json).ocsf().at("/unmapped/changes").toString())
                .isEqualTo("[{\"field\":\"displayName\"},{\"after\":\"p-2\",\"field\":\"guardian\"}]");
        assertThat(OcsfEvent.of(json).at("/unmapped/changes/0/before").asString())
                .isEqualTo("Alice");
        json.put("action", "person.teleported");
        assertThat(new LoggedEvent(0, json).ocsf().at("/unmapped/changes").toString())
                .isEqualTo("[{\"field\":\"displayName\"},{\"field\":\"guardian\"}]");
    }

    @Test
    void refusesANumberWithoutMeaning() {
        assertThatThrownBy(() -> EventReader.read(
                        Events.viewed(ID).setStream(Ids.bytes(ID)).build()))
                .hasMessage("number: 0 (expected: at least 1)");
    }

    @Test
    void leavesOutPurposeAndCaseWhenThereAreNone() {
        assertThat(EventReader.read(
                                Events.viewed(ID).clearPurpose().clearCaseRef().build())
                        .body())
                .doesNotContain("purpose", "caseRef");
    }

    @Test
    void takesAnActionThatANewerServiceKnows() {
        assertThat(EventReader.read(Events.viewed(ID)
                                .setAction("archive.teleported")
                                .build())
                        .action())
                .isEqualTo("archive.teleported");
    }

    @Test
    void refusesAnEventWithoutAnId() {
        assertThatThrownBy(() -> EventReader.read(
                        Events.viewed(ID).setEventId(ByteString.EMPTY).build()))
                .hasMessage("id.bytes: 0 (expected: 16)");
    }

    @Test
    void refusesAnEventWithoutAnAction() {
        assertThatThrownBy(
                        () -> EventReader.read(Events.viewed(ID).setAction(" ").build()))
                .hasMessage("action: none (expected: a code of the catalogue)");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesImpossibleTimes(long atMs) {
        assertThatThrownBy(
                        () -> EventReader.read(Events.viewed(ID).setAtMs(atMs).build()))
                .hasMessageStartingWith("at_ms: " + atMs + " (expected: ");
    }
}
