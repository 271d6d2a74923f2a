package io.parley.archive.party;

import io.parley.archive.seal.Entry;
import io.parley.archive.seal.Link;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who took part in one conversation at which sequence number, and how far that is known without a gap.
///
/// A fact beyond a gap is told apart because the missing one may have been a change of members: nothing can be said
/// about the parties there until it arrives.
public final class Parties {

    /// How a fact relates to what is already known.
    public enum Place {
        NEXT,
        AFTER_A_GAP,
        KNOWN
    }

    private final ConversationId conversation;
    private final List<Stay> stays;
    private final List<Stay> begun = new ArrayList<>();
    private final List<Stay> ended = new ArrayList<>();
    private final Set<Long> beyondGap;
    private final Link loadedHead;
    private Link head;
    private long knownUpTo;

    Parties(ConversationId conversation, Known known, Collection<Stay> stays, Collection<Long> beyondGap) {
        this.conversation = conversation;
        this.loadedHead = known.head();
        this.head = known.head();
        this.knownUpTo = known.upTo();
        this.stays = new ArrayList<>(stays);
        this.beyondGap = new TreeSet<>(beyondGap);
    }

    public ConversationId conversation() {
        return conversation;
    }

    /// Takes note of a fact; asks nothing of the database.
    public Place take(long seq) {
        if (seq <= knownUpTo || beyondGap.contains(seq)) {
            return Place.KNOWN;
        }
        if (seq > knownUpTo + 1) {
            beyondGap.add(seq);
            return Place.AFTER_A_GAP;
        }
        knownUpTo = seq;
        while (beyondGap.remove(knownUpTo + 1)) {
            knownUpTo++;
        }
        return Place.NEXT;
    }

    public Set<PersonId> at(long seq) {
        return stays.stream()
                .filter(stay -> stay.covers(seq))
                .map(Stay::person)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Everybody who was there at some time from the one number to the other.
    public Set<PersonId> between(long first, long last) {
        return stays.stream()
                .filter(stay -> stay.fromSeq() <= last && (stay.toSeq() == null || stay.toSeq() > first))
                .map(Stay::person)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Whether a fact is missing, which may have been a change of members.
    public boolean hasGap() {
        return !beyondGap.isEmpty();
    }

    public void join(Collection<PersonId> people, long seq) {
        Set<PersonId> present = at(seq);
        for (PersonId person : new LinkedHashSet<>(people)) {
            if (!present.contains(person)) {
                var stay = new Stay(person, seq, null);
                stays.add(stay);
                begun.add(stay);
            }
        }
    }

    public void leave(PersonId person, long seq) {
        for (int i = 0; i < stays.size(); i++) {
            Stay stay = stays.get(i);
            if (stay.person().equals(person) && stay.toSeq() == null) {
                Stay over = stay.until(seq);
                stays.set(i, over);
                if (begun.remove(stay)) {
                    begun.add(over);
                } else {
                    ended.add(over);
                }
            }
        }
    }

    /// Chains a decision to the last one of this conversation.
    public Link chain(Entry entry) {
        head = head.then(entry);
        return head;
    }

    Link loadedHead() {
        return loadedHead;
    }

    Link head() {
        return head;
    }

    /// The last number before which nothing is missing; -1: not even how it began.
    public long knownUpTo() {
        return knownUpTo;
    }

    List<Stay> begun() {
        return begun;
    }

    List<Stay> ended() {
        return ended;
    }
}
