package io.parley.platform.store;

import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// Objects that are written once, whole or not at all. Every call may fail with [StoreDownException].
public interface ObjectStore {

    /// Starts an object. Nobody sees it before its commit.
    Writing write(ObjectId id) throws StoreDownException;

    /// Reads from any place; nothing is fetched before the first read.
    ///
    /// @param bytes the length it was written with
    SeekableByteChannel open(ObjectId id, long bytes) throws StoreDownException;

    /// Objects that are not there count as deleted.
    void delete(Collection<ObjectId> ids) throws StoreDownException;

    /// Tells in runs of at most a thousand which objects were committed before an instant.
    void committedBefore(Instant instant, Consumer<List<ObjectId>> run) throws StoreDownException;

    /// Ends what was started before an instant and never committed: leftovers of a crash.
    ///
    /// @return how many
    int sweepUncommitted(Instant before) throws StoreDownException;

    /// Closing it without a commit leaves nothing behind.
    interface Writing extends WritableByteChannel {

        /// Returns when the object is durable.
        void commit() throws StoreDownException;

        @Override
        void close() throws StoreDownException;
    }
}
