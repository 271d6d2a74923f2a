package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class IntakeIT extends RunningArchive {

    @Test
    void archivesWhatEveryPartyAgreedToWithTheEvidence() {
        PersonId alice = bases().consenting();
        PersonId bob = bases().consenting();
        Conversation talk = conversation().open(alice, bob);
        talk.post(alice, "我家在上海东边");
        bases().complete();

        awaitDecided(talk.id(), 1);

        assertThat(outcomes(talk.id())).isEqualTo(Map.of(0L, "membership", 1L, "archived"));
        assertThat(asOwner()
                        .queryForList(
                                "SELECT person_id, ground FROM basis_set_party b JOIN record r ON r.basis_set = b.set_id WHERE r.conversation_id = ?",
                                talk.id().value()))
                .extracting(row -> row.get("person_id"), row -> row.get("ground"))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(alice.value(), "consent"),
                        org.assertj.core.groups.Tuple.tuple(bob.value(), "consent"));
    }

    @Test
    void keepsNoWordInClear() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        talk.post(alice, "canaryword");
        bases().complete();
        awaitDecided(talk.id(), 1);

        String row = asOwner()
                .queryForObject(
                        "SELECT r::text || encode(sealed, 'escape') FROM record r WHERE conversation_id = ?",
                        String.class,
                        talk.id().value());

        assertThat(row).doesNotContain("canaryword").doesNotContain(hex("canaryword"));
    }

    @Test
    void waitsForTheWatermarkSoThatAWithdrawalThatArrivesLateStillCounts() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        bases().complete();
        awaitDecided(talk.id(), 0);

        Instant withdrawn = Time.next();
        talk.post(alice, "said after the withdrawal");
        bases().change(alice, io.parley.contracts.event.Ground.NONE, withdrawn);
        bases().complete();

        awaitDecided(talk.id(), 1);
        assertThat(outcomes(talk.id())).containsEntry(1L, "consent-withdrawn");
        assertThat(archivedNumbers(talk.id())).isEmpty();
    }

    @Test
    void keepsNothingOfAMessageWhenOnePartyNeverAgreed() {
        PersonId alice = bases().consenting();
        PersonId stranger = PersonId.next();
        Conversation talk = conversation().open(alice);
        talk.post(alice, "alone");
        talk.add(alice, stranger);
        talk.post(alice, "with a stranger");
        talk.remove(alice, stranger);
        talk.post(alice, "alone again");
        bases().complete();

        awaitDecided(talk.id(), 5);
        assertThat(outcomes(talk.id()))
                .isEqualTo(Map.of(
                        0L,
                        "membership",
                        1L,
                        "archived",
                        2L,
                        "membership",
                        3L,
                        "answer-missing",
                        4L,
                        "membership",
                        5L,
                        "archived"));
        assertThat(archivedNumbers(talk.id())).containsExactly(1L, 5L);
    }

    @Test
    void takesEachFactOnceHoweverOftenItComes() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        MessageId message = talk.post(alice, "first");
        talk.edit(alice, message, "second");
        talk.recall(alice, message);
        talk.publishAllAgain(false);
        talk.publishAllAgain(true);
        talk.post(alice, "last");
        bases().complete();

        awaitDecided(talk.id(), 4);
        assertThat(archivedNumbers(talk.id())).containsExactly(1L, 2L, 4L);
        assertThat(outcomes(talk.id())).hasSize(5);
        assertThat(asOwner()
                        .queryForList(
                                "SELECT message_id FROM recall WHERE conversation_id = ?",
                                java.util.UUID.class,
                                talk.id().value()))
                .containsExactly(message.value());
    }

    @Test
    void archivesNothingBehindAMissingFactBecauseItMayHaveBroughtANewParty() {
        PersonId alice = bases().consenting();
        PersonId stranger = PersonId.next();
        Conversation talk = conversation().open(alice);
        Runnable late = talk.addLater(alice, stranger);
        talk.post(alice, "behind the gap");
        bases().complete();
        awaitDecided(talk.id(), 2);
        assertThat(outcomes(talk.id())).containsEntry(2L, "sequence-gap");

        late.run();
        talk.post(alice, "after the gap was filled");
        bases().complete();
        awaitDecided(talk.id(), 3);
        assertThat(outcomes(talk.id())).containsEntry(1L, "membership").containsEntry(3L, "answer-missing");
        assertThat(archivedNumbers(talk.id())).isEmpty();
    }

    @Test
    void saysSoWhenTheKeyOfAContentWasDestroyed() {
        PersonId alice = bases().consenting();
        Conversation talk = conversation().open(alice);
        talk.postUnderALostKey(alice);
        talk.post(alice, "readable");
        bases().complete();

        awaitDecided(talk.id(), 2);
        assertThat(outcomes(talk.id())).containsEntry(1L, "key-destroyed").containsEntry(2L, "archived");
    }

    @Test
    void letsNobodyChangeWhatIsArchived() {
        JdbcTemplate service = asService();
        service.query("SELECT ensure_record_partition(now())", rs -> {});
        for (String table : List.of("record", "disposition", "basis_set_party", "recall")) {
            assertThatThrownBy(() -> service.update("DELETE FROM " + table))
                    .hasStackTraceContaining("permission denied");
            assertThatThrownBy(() -> service.execute("TRUNCATE " + table)).hasStackTraceContaining("permission denied");
        }
        assertThatThrownBy(() -> service.update("UPDATE record SET content_type = 'x'"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> service.update("UPDATE disposition SET reason = 'x'"))
                .hasStackTraceContaining("permission denied");
        asOwner()
                .queryForList(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'record'::regclass",
                        String.class)
                .forEach(partition -> assertThatThrownBy(() -> service.update("DELETE FROM " + partition))
                        .hasStackTraceContaining("permission denied"));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
