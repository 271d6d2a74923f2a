package io.parley.client.proof;

import static org.assertj.core.api.Assertions.assertThat;

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
}
