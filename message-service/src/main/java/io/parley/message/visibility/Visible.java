package io.parley.message.visibility;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The numbers of a conversation that a person may read.
///
/// @param spans ascending, apart from each other
public record Visible(List<Span> spans) {

    /// Both ends included.
    public record Span(long from, long to) {}

    /// Stays may overlap: one who came back where newcomers read everything reads everything.
    static Visible of(List<Span> stays) {
        List<Span> merged = new ArrayList<>();
        for (Span stay :
                stays.stream().sorted(Comparator.comparingLong(Span::from)).toList()) {
            if (!merged.isEmpty() && stay.from() <= merged.getLast().to()) {
                Span last = merged.removeLast();
                merged.add(new Span(last.from(), Math.max(last.to(), stay.to())));
            } else {
                merged.add(stay);
            }
        }
        return new Visible(List.copyOf(merged));
    }

    public boolean contains(long seq) {
        return spans.stream().anyMatch(span -> span.from() <= seq && seq <= span.to());
    }
}
