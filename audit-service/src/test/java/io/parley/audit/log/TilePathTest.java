package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {

    @Test
    void readsTheExampleOfTheSpecification() {
        assertThat(TilePath.parse("0/x001/x234/067")).contains(TilePath.Hashes.full(0, 1_234_067));
    }

    @Test
    void readsAPartialTile() {
        assertThat(TilePath.parse("1/000.p/17")).contains(new TilePath.Hashes(1, 0, 17));
    }

    @Test
    void readsAnEntryBundle() {
        assertThat(TilePath.parse("entries/x001/000.p/255")).contains(new TilePath.Entries(1000, 255));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "/000",
                "0/1",
                "0/0000",
                "00/000",
                "8/000",
                "-1/000",
                "0/-01",
                "0/001/234",
                "0/x000/001",
                "0/x001/x234",
                "0/000.p/0",
                "0/000.p/256",
                "0/000.p/01",
                "0/000.p/",
                "0/000.p",
                "0/000/",
                "entries",
                "entries/../000",
                "data/000",
                "0/000.p/9999999999",
                "0/x999/x999/x999/x999/x999/999",
                "0/٠٠٠"
            })
    void refusesEverySpellingThatIsNotTheCanonicalOne(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }

    @Property
    void readsBackWhatItWrites(
            @ForAll @IntRange(min = 0, max = 7) int level,
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999L) long number,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        var hashes = new TilePath.Hashes(level, number, width);
        var entries = new TilePath.Entries(number, width);

        assertThat(TilePath.parse(hashes.text())).contains(hashes);
        assertThat(TilePath.parse(entries.text())).contains(entries);
    }
}
