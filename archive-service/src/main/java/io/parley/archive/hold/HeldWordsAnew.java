package io.parley.archive.hold;

import org.springframework.stereotype.Component;

/// Carries the words of holds over to a newer index key: they must find what is indexed under it.
@Component
public class HeldWordsAnew {

    private final HoldStore store;

    HeldWordsAnew(HoldStore store) {
        this.store = store;
    }

    /// Inside the transaction that begins the generation. Also of holds that bind no more: they are still accounted
    /// for.
    public void carryOver(int generation) {
        store.worded().forEach(hold -> store.carryOver(hold, generation));
    }
}
