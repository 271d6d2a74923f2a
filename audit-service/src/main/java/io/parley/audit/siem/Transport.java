package io.parley.audit.siem;

/// A way to a receiver. Used by one thread at a time, which is interrupted when its time is up.
interface Transport {

    /// Returns when the receiver has acknowledged all of it.
    ///
    /// @throws NotDelivered when it has not; some of it may have arrived all the same
    void deliver(Batch batch) throws NotDelivered, InterruptedException;

    /// Lets go of what it holds; the next delivery begins anew.
    default void release() {}
}
