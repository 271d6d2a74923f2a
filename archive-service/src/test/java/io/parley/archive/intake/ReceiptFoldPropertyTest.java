package io.parley.archive.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReceiptFoldPropertyTest {

    private static final ConversationId TALK = ConversationId.next();
    private static final List<PersonId> PEOPLE = List.of(PersonId.next(), PersonId.next());

    @Property
    void marksOnlyMoveOnAndEndWhereTheFurthestWas(@ForAll("marks") List<ReceiptMark> marks) {
        List<ReceiptMark> kept = kept(new ReceiptFold(List.of()), marks);

        for (PersonId person : PEOPLE) {
            List<ReceiptMark> own = of(person, kept);
            for (int i = 1; i < own.size(); i++) {
                ReceiptMark before = own.get(i - 1);
                ReceiptMark after = own.get(i);
                assertThat(after.delivered()).isGreaterThanOrEqualTo(before.delivered());
                assertThat(after.read()).isGreaterThanOrEqualTo(before.read());
                assertThat(after.delivered() + after.read()).isGreaterThan(before.delivered() + before.read());
            }
            List<ReceiptMark> said = of(person, marks);
            long furthest =
                    said.stream().mapToLong(ReceiptMark::delivered).max().orElse(0);
            long read = said.stream().mapToLong(ReceiptMark::read).max().orElse(0);
            assertThat(own.isEmpty() ? 0 : own.getLast().delivered()).isEqualTo(furthest);
            assertThat(own.isEmpty() ? 0 : own.getLast().read()).isEqualTo(read);
        }
    }

    @Property
    void whatComesAgainMovesNothing(@ForAll("marks") List<ReceiptMark> marks) {
        var fold = new ReceiptFold(List.of());
        List<ReceiptMark> kept = kept(fold, marks);

        assertThat(kept(fold, marks)).isEmpty();
        assertThat(kept(new ReceiptFold(kept), marks))
                .as("from where it stood, after a restart")
                .isEmpty();
    }

    @Provide
    Arbitrary<List<ReceiptMark>> marks() {
        Arbitrary<Long> number = Arbitraries.longs().between(0, 8);
        return Combinators.combine(Arbitraries.of(PEOPLE), number, number)
                .as((person, delivered, read) -> new ReceiptMark(TALK, person, delivered, read, Instant.EPOCH))
                .list()
                .ofMaxSize(20);
    }

    private static List<ReceiptMark> kept(ReceiptFold fold, List<ReceiptMark> marks) {
        List<ReceiptMark> kept = new ArrayList<>();
        for (ReceiptMark mark : marks) {
            ReceiptMark moved = fold.move(mark);
            if (moved != null) {
                kept.add(moved);
            }
        }
        return kept;
    }

    private static List<ReceiptMark> of(PersonId person, List<ReceiptMark> marks) {
        return marks.stream().filter(mark -> mark.person().equals(person)).toList();
    }
}
