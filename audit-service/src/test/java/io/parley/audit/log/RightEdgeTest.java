package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RightEdgeTest {

    /// The example of C2SP tlog-tiles, "Partial Tiles".
    private static final int EXAMPLE_SIZE = 70_000;

    @Test
    void makesTheTilesOfTheSpecificationsExample() {
        RightEdge edge = RightEdge.ofEmptyTree();
        IntStream.range(0, EXAMPLE_SIZE).forEach(i -> edge.append(leaf(i)));

        assertThat(edge.completed()).filteredOn(tile -> tile.level() == 0).hasSize(273);
        assertThat(edge.completed()).filteredOn(tile -> tile.level() == 1).hasSize(1);
        assertThat(IntStream.rangeClosed(0, 3).map(level -> RightEdge.width(EXAMPLE_SIZE, level)))
                .containsExactly(112, 17, 1, 0);
    }

    @Test
    void numbersFullTilesFromTheLeft() {
        RightEdge edge = RightEdge.ofEmptyTree();
        IntStream.range(0, 1024).forEach(i -> edge.append(leaf(i)));

        assertThat(edge.completed()).extracting(RightEdge.FullTile::number).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void startsFromTheEmptyTree() {
        assertThat(RightEdge.ofEmptyTree().root()).isEqualTo(Hash.EMPTY_TREE);
    }

    @Test
    void refusesAnEdgeThatDoesNotFitTheSize() {
        assertThatThrownBy(() -> new RightEdge(3, List.of(List.of(leaf(0), leaf(1)))))
                .hasMessage("log.edge[0].width: 2 (expected: 3 in a tree of 3)");
    }

    private static Hash leaf(int i) {
        return Hash.leaf(new byte[] {(byte) i});
    }
}
