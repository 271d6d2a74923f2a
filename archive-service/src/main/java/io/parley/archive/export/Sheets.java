package io.parley.archive.export;

import java.io.IOException;

/// Writes conversations into a zip in one format, one after the other.
interface Sheets {

    Sheet begin(Talk talk) throws IOException;

    /// One conversation: its entries in order, then closed. Holds no more than a bounded part of them.
    interface Sheet {

        void add(Entry entry) throws IOException;

        void end() throws IOException;
    }
}
