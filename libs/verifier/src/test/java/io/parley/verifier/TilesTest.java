package io.parley.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The examples of the specification C2SP tlog-tiles.
class TilesTest {

    @Test
    void writesTheIndexOfTheSpecification() {
        var tiles = new Tiles(Long.MAX_VALUE);

        assertThat(tiles.bundle(1_234_067).path()).isEqualTo("tile/entries/x001/x234/067");
        assertThat(tiles.tile(0, 1_234_067).path()).isEqualTo("tile/0/x001/x234/067");
        assertThat(tiles.tile(3, 0).path()).isEqualTo("tile/3/000");
    }

    /// "A tree of size 70,000 will be represented by 273 full level 0 tiles, one partial level 0 tile of width 112, one
    /// full level 1 tile, one partial level 1 tile of width 17, and one partial level 2 tile of width 1."
    @Test
    void hasTheTilesOfTheSpecificationForSeventyThousandEntries() {
        var tiles = new Tiles(70_000);
        List<String> paths = new ArrayList<>();
        for (long bundle = 0; bundle < tiles.bundles(); bundle++) {
            tiles.tilesFrom(bundle).forEach(tile -> paths.add(tile.path()));
        }

        assertThat(paths)
                .hasSize(273 + 1 + 1 + 1 + 1)
                .contains("tile/0/272", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1")
                .doesNotHaveDuplicates();
    }

    /// "A tree of size 256 will be represented by a full level 0 tile and a partial level 1 tile of width 1."
    @Test
    void hasTheTilesOfTheSpecificationForOneFullTile() {
        assertThat(new Tiles(256).tilesFrom(0).stream().map(Tiles.Resource::path))
                .containsExactly("tile/0/000", "tile/1/000.p/1");
    }
}
