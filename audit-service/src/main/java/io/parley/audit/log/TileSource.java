package io.parley.audit.log;

import java.util.List;

/// Where the hashes of the tree come from: the database, or memory in tests.
interface TileSource {

    /// Exactly `tile.width()` hashes, or a failure: the caller asks only for what a checkpoint promises.
    List<Hash> read(TilePath.Hashes tile);
}
