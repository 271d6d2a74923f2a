package io.parley.verifier;

import java.util.ArrayList;
import java.util.List;

/// Which tiles and entry bundles a tree of one size consists of (C2SP tlog-tiles).
///
/// @param size entries in the tree
record Tiles(long size) {

    static final int HEIGHT = 8;
    static final int FULL = 1 << HEIGHT;
    static final int HASH = 32;
    private static final int MAX_LEVEL = 7;

    /// A resource and how many hashes or entries it holds.
    record Resource(String root, long number, int width) {

        String path() {
            return full() + (width == FULL ? "" : ".p/" + width);
        }

        /// Where the same stands, with more behind it, once the log has grown.
        String full() {
            return "tile/" + root + "/" + grouped(number);
        }

        private static String grouped(long number) {
            String last = "%03d".formatted(number % 1000);
            return number < 1000 ? last : leading(number / 1000) + last;
        }

        private static String leading(long number) {
            String group = "x%03d/".formatted(number % 1000);
            return number < 1000 ? group : leading(number / 1000) + group;
        }
    }

    long bundles() {
        return (size + FULL - 1) / FULL;
    }

    Resource bundle(long number) {
        return new Resource("entries", number, width(0, number));
    }

    Resource tile(int level, long number) {
        return new Resource(Integer.toString(level), number, width(level, number));
    }

    /// The tiles that begin with this bundle: the one over its entries, and higher ones on the borders.
    List<Resource> tilesFrom(long bundle) {
        List<Resource> tiles = new ArrayList<>();
        long number = bundle;
        for (int level = 0; level <= MAX_LEVEL && width(level, number) > 0; level++) {
            tiles.add(tile(level, number));
            if (number % FULL != 0) {
                break;
            }
            number /= FULL;
        }
        return tiles;
    }

    private int width(int level, long number) {
        long hashes = size >>> (HEIGHT * level);
        return (int) Math.clamp(hashes - number * FULL, 0, FULL);
    }
}
