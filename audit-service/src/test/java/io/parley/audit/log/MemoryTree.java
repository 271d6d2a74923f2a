package io.parley.audit.log;

import java.util.ArrayList;
import java.util.List;

/// A tree in memory, fed through the right edge as the database is.
final class MemoryTree implements TileSource {

    private final List<byte[]> entries = new ArrayList<>();
    private final List<List<Hash>> levels = new ArrayList<>();

    static MemoryTree of(int size) {
        var tree = new MemoryTree();
        for (int i = 0; i < size; i++) {
            tree.append(("entry " + i).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return tree;
    }

    static MemoryTree of(List<byte[]> entries) {
        var tree = new MemoryTree();
        entries.forEach(tree::append);
        return tree;
    }

    void append(byte[] entry) {
        RightEdge edge = edge();
        edge.append(Hash.leaf(entry));
        entries.add(entry);
        level(0).add(Hash.leaf(entry));
        edge.completed().forEach(tile -> level(tile.level() + 1).add(tile.root()));
    }

    /// Read anew for every append, as the writer does for every batch.
    RightEdge edge() {
        long size = entries.size();
        return new RightEdge(
                size,
                java.util.stream.IntStream.rangeClosed(0, TilePath.MAX_LEVEL)
                        .mapToObj(level -> part(level, RightEdge.number(size, level), RightEdge.width(size, level)))
                        .toList());
    }

    @Override
    public List<Hash> read(TilePath.Hashes tile) {
        return List.copyOf(part(tile.level(), tile.number(), tile.width()));
    }

    List<byte[]> entries() {
        return entries;
    }

    private List<Hash> part(int level, long number, int width) {
        int from = (int) number * TilePath.FULL_WIDTH;
        return level(level).subList(from, from + width);
    }

    private List<Hash> level(int level) {
        while (levels.size() <= level) {
            levels.add(new ArrayList<>());
        }
        return levels.get(level);
    }
}
