package io.parley.local.demo;

import io.parley.client.Accepted;
import io.parley.client.Archive.Coverage;
import io.parley.client.Notices;

/// The customer takes consent back, with effect from the next message.
final class Withdrawal {

    private final Cast cast;
    private final Talk talk;
    private final Reading reading;
    private final Narrator narrator;

    Withdrawal(Cast cast, Talk talk, Reading reading, Narrator narrator) {
        this.cast = cast;
        this.talk = talk;
        this.reading = reading;
        this.narrator = narrator;
    }

    void play() {
        narrator.step("Dave withdraws his consent; the next message is not archived");
        Notices.Receipt receipt = cast.dave().api().notices().withdraw("archive");
        narrator.done("withdrawn, receipt " + receipt.receiptId());
        Accepted next = talk.say(cast.alice(), "Dave, one more thing: the courier is on the way. 上海见！");
        narrator.done("message " + next.messageId() + " sent, number " + next.seq());
        talk.ears()
                .forEach((name, ear) -> narrator.eventually(
                        "archive state heard by " + name,
                        ear::archiveStates,
                        states -> !states.isEmpty() && states.getLast().equals("not-archived")));
        narrator.done("all three were told: not archived from now on");
        Coverage coverage = narrator.eventually(
                "coverage", reading::coverage, now -> now.lastSeq() == next.seq() && now.missing() == 0);
        narrator.same("archived", talk.lastNumber(), coverage.archived());
        narrator.same("left out", 1L, coverage.notArchivedCount());
        narrator.done("left out of the archive: 1, reason "
                + coverage.notArchived().getFirst().reason());
        narrator.holds(
                "the archive without the new message",
                reading.everything().stream().noneMatch(record -> record.seq() == next.seq()));
        narrator.done("the officer's grant does not show it: it is not there");
    }
}
