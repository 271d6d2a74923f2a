package io.parley.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class GrowingTreeTest {

    @Property
    void hasTheRootOfTheDefinitionAtEverySize(@ForAll @IntRange(max = 300) int size) {
        List<byte[]> entries = IntStream.range(0, size)
                .mapToObj(n -> ("entry " + n).getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .toList();
        var tree = new GrowingTree();
        entries.forEach(tree::append);

        assertThat(tree.root())
                .isEqualTo(MerkleTree.root(
                        entries.stream().map(MerkleTree::leafHash).toList()));
        assertThat(tree.size()).isEqualTo(size);
    }

    @Property
    void tellsOfEachWholeSubtreeWithItsRoot(@ForAll @IntRange(max = 300) int size) {
        List<byte[]> leaves = new ArrayList<>();
        List<String> told = new ArrayList<>();
        var tree = new GrowingTree((height, number, root) -> {
            if (height == 0) {
                leaves.add(root);
            }
            int from = Math.toIntExact(number << height);
            assertThat(root).isEqualTo(MerkleTree.root(leaves.subList(from, from + (1 << height))));
            told.add(height + "/" + number);
        });
        for (int i = 0; i < size; i++) {
            tree.append(new byte[] {(byte) i});
        }

        assertThat(told).doesNotHaveDuplicates().hasSize(2 * size - Integer.bitCount(size));
    }
}
