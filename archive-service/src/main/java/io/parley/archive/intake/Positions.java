package io.parley.archive.intake;

import java.util.Map;

/// How far a topic goes, and how far the archive has come in it, by partition.
interface Positions {

    Map<Integer, Long> ends() throws InterruptedException;

    Map<Integer, Long> written() throws InterruptedException;
}
