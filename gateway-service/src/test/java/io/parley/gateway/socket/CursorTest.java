package io.parley.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Whatever comes live, in whatever order, lost or doubled: with history behind it each number is shown once, in order.
class CursorTest {

    private static final int LAST = 30;

    @Property
    void showsEachNumberOnceAndInOrder(
            @ForAll @Size(max = 60) List<@IntRange(min = 1, max = LAST) Integer> live,
            @ForAll @IntRange(min = 0, max = LAST) int known,
            @ForAll @IntRange(min = 1, max = 7) int page) {
        Cursor cursor = new Cursor(known, known);
        List<Long> shown = new ArrayList<>();
        long stored = known;
        for (int seq : live) {
            stored = Math.max(stored, seq);
            take(cursor, seq, shown);
            if (seq % 3 == 0) {
                readOnce(cursor, stored, page, shown);
            }
        }
        boolean _ = cursor.fill();
        while (!readOnce(cursor, stored, page, shown)) {
            assertThat(shown).hasSizeLessThanOrEqualTo(LAST);
        }
        assertThat(shown)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(known + 1L, stored).boxed().toList());
    }

    private static void take(Cursor cursor, long seq, List<Long> shown) {
        switch (cursor.next(seq)) {
            case DELIVER -> shown.add(seq);
            case GAP -> {
                boolean _ = cursor.fill();
            }
            case DROP -> {}
        }
    }

    /// A page of history as it stands; everything that came live is in it.
    private static boolean readOnce(Cursor cursor, long stored, int page, List<Long> shown) {
        long seen = cursor.seen();
        long from = cursor.last() + 1;
        long to = Math.min(stored, from + page - 1);
        for (long seq = from; seq <= to; seq++) {
            if (cursor.filled(seq)) {
                shown.add(seq);
            }
        }
        return cursor.settle(to - from + 1 < page, seen);
    }
}
