package io.parley.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The eight entries, roots and proofs are those of the Certificate Transparency reference implementation.
class MerkleTreeTest {

    private static final List<String> ENTRIES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");
    private static final List<String> ROOTS = List.of(
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void computesThePublishedRoots() {
        for (int size = 1; size <= ENTRIES.size(); size++) {
            assertThat(MerkleTree.root(leaves(size))).isEqualTo(hex(ROOTS.get(size - 1)));
        }
        assertThat(MerkleTree.root(List.of()))
                .isEqualTo(hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    }

    @Test
    void makesAndAcceptsThePublishedInclusionProofs() {
        List<byte[]> first = hexes(
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(MerkleTree.includes(0, 8, leaf(0), first, hex(ROOTS.get(7)))).isTrue();
        assertThat(MerkleTree.path(0, leaves(8))).containsExactlyElementsOf(first);

        List<byte[]> sixth = hexes(
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(MerkleTree.includes(5, 8, leaf(5), sixth, hex(ROOTS.get(7)))).isTrue();
        assertThat(MerkleTree.path(5, leaves(8))).containsExactlyElementsOf(sixth);
    }

    @Test
    void acceptsThePublishedConsistencyProof() {
        List<byte[]> path = hexes(
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(MerkleTree.extendsTree(6, hex(ROOTS.get(5)), 8, hex(ROOTS.get(7)), path))
                .isTrue();
    }

    /// Proofs made by the recursive definitions of RFC 9162 §2.1.3.1 and §2.1.4.1 for every size and position.
    @Property
    void acceptsTrueProofsAndNoOthers(@ForAll @IntRange(min = 1, max = 70) int size, @ForAll int at, @ForAll int from) {
        List<byte[]> leaves = numbered(size);
        int index = Math.floorMod(at, size);
        int older = 1 + Math.floorMod(from, size);
        byte[] root = MerkleTree.root(leaves);
        List<byte[]> path = MerkleTree.path(index, leaves);
        List<byte[]> growth = growth(older, leaves, true);
        byte[] olderRoot = MerkleTree.root(leaves.subList(0, older));

        assertThat(MerkleTree.includes(index, size, leaves.get(index), path, root))
                .isTrue();
        assertThat(MerkleTree.includes(index, size, new byte[32], path, root)).isFalse();
        assertThat(MerkleTree.includes(size, size, leaves.get(index), path, root))
                .isFalse();
        assertThat(MerkleTree.extendsTree(older, olderRoot, size, root, growth)).isTrue();
        assertThat(MerkleTree.extendsTree(older, new byte[32], size, root, growth))
                .isFalse();
        assertThat(MerkleTree.extendsTree(older, olderRoot, size, new byte[32], growth))
                .isFalse();
    }

    private static List<byte[]> growth(int older, List<byte[]> leaves, boolean whole) {
        if (older == leaves.size()) {
            return whole ? List.of() : List.of(MerkleTree.root(leaves));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        return older <= split
                ? appended(growth(older, left, whole), MerkleTree.root(right))
                : appended(growth(older - split, right, false), MerkleTree.root(left));
    }

    private static List<byte[]> appended(List<byte[]> path, byte[] hash) {
        var longer = new ArrayList<>(path);
        longer.add(hash);
        return longer;
    }

    private static List<byte[]> numbered(int size) {
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            leaves.add(MerkleTree.leafHash(new byte[] {(byte) i}));
        }
        return leaves;
    }

    private static List<byte[]> leaves(int size) {
        var leaves = new ArrayList<byte[]>();
        for (int i = 0; i < size; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    private static byte[] leaf(int index) {
        return MerkleTree.leafHash(hex(ENTRIES.get(index)));
    }

    private static List<byte[]> hexes(String... texts) {
        return java.util.Arrays.stream(texts).map(MerkleTreeTest::hex).toList();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
