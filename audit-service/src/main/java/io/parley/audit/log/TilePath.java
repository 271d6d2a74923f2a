package io.parley.audit.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Address of a resource of the log below `tile/`, as C2SP tlog-tiles writes it: `<L>/<N>[.p/<W>]` for hashes,
/// `entries/<N>[.p/<W>]` for entries, N in groups of three digits (`x001/x234/067`).
sealed interface TilePath {

    /// Height of a tile: 8 levels of the tree, so 256 hashes when full.
    int HEIGHT = 8;

    int FULL_WIDTH = 1 << HEIGHT;

    /// The highest level that a tree of at most 2^63 leaves can reach.
    int MAX_LEVEL = 7;

    long number();

    int width();

    record Hashes(int level, long number, int width) implements TilePath {
        static Hashes full(int level, long number) {
            return new Hashes(level, number, FULL_WIDTH);
        }
    }

    record Entries(long number, int width) implements TilePath {}

    /// Empty for everything but the one canonical spelling, so that a resource has one address only.
    static Optional<TilePath> parse(String path) {
        Matcher parts = Syntax.PATTERN.matcher(path);
        return parts.matches()
                ? Optional.of(address(parts)).filter(address -> address.text().equals(path))
                : Optional.empty();
    }

    default String text() {
        String root = switch (this) {
            case Hashes tile -> Integer.toString(tile.level());
            case Entries _ -> "entries";
        };
        String partial = width() == FULL_WIDTH ? "" : ".p/" + width();
        return root + "/" + grouped(number()) + partial;
    }

    private static TilePath address(Matcher parts) {
        long number = Long.parseLong(parts.group("number").replace("x", "").replace("/", ""));
        int width = parts.group("width") == null ? FULL_WIDTH : Integer.parseInt(parts.group("width"));
        return parts.group("level") == null
                ? new Entries(number, width)
                : new Hashes(Integer.parseInt(parts.group("level")), number, width);
    }

    private static String grouped(long number) {
        String last = "%03d".formatted(number % 1000);
        return number < 1000 ? last : leading(number / 1000) + last;
    }

    private static String leading(long number) {
        String group = "x%03d/".formatted(number % 1000);
        return number < 1000 ? group : leading(number / 1000) + group;
    }

    final class Syntax {
        private static final Pattern PATTERN = Pattern.compile(
                "(?:entries|(?<level>[0-7]))/(?<number>(?:x\\d{3}/){0,4}\\d{3})(?:\\.p/(?<width>[1-9]|[1-9]\\d|1\\d\\d|2[0-4]\\d|25[0-5]))?");

        private Syntax() {}
    }
}
