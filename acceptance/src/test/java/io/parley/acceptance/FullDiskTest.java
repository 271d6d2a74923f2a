package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No room is left for the stores, and later there is again: nothing that was accepted is lost, doubled or reordered,
/// in messages or in the audit log.
/// Runs where the data of the region under test lie on a small disk of their own (CONTRIBUTING.md).
class FullDiskTest {

    private static final long SMALL = 4L << 30;
    private static final int BLOCK = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void losesNothingWhenTheDiskIsFullForAWhile() throws IOException {
        FileStore disk = Files.getFileStore(Region.HOME);
        assumeTrue(
                disk.getTotalSpace() <= SMALL && !disk.equals(Files.getFileStore(Region.ROOT)),
                "the region's data lie on no small disk of their own");
        Path ballast = Region.HOME.resolve("ballast");
        try (Traffic traffic = FaultTest.talk(1);
                Casework work = Casework.begin()) {
            traffic.flows(20);
            work.goesOn(1);
            try {
                fill(ballast);
                traffic.stops();
                assertThat(disk.getUsableSpace()).isLessThan(BLOCK);
            } finally {
                Files.deleteIfExists(ballast);
            }
            Script.parley("up", "--no-aot");
            traffic.flows(20);
            traffic.everyMessageIsThereOnceAndInOrder();
            work.goesOn(1);
            work.everyActIsAnEventOnce();
        }
        LogTest.nothingIsMissing();
        LogTest.isWhole(folder);
    }

    /// To the last byte.
    private static void fill(Path file) throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
