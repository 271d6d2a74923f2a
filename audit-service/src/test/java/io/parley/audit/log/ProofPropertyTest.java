package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ProofPropertyTest {

    /// Two full tiles of level 1 would need 131,072 leaves; this many reach level 1 and stay quick.
    private static final int LARGEST = 1500;

    private static final MemoryTree TREE = MemoryTree.of(LARGEST);

    @Property
    void anyLeafIsProvenUnderAnyLaterTree(
            @ForAll @IntRange(min = 1, max = LARGEST) int size,
            @ForAll @LongRange(min = 0, max = LARGEST - 1) long draw) {
        long index = draw % size;
        List<byte[]> path = bytes(new Prover(TREE, size).inclusion(index));

        assertThat(ProofVerifier.included(index, size, leaf(index), path, root(size)))
                .isTrue();
    }

    @Property
    void anyTreeIsProvenToExtendAnyEarlierOne(
            @ForAll @IntRange(min = 1, max = LARGEST) int size,
            @ForAll @IntRange(min = 0, max = LARGEST - 1) int draw) {
        int old = draw % size + 1;
        List<byte[]> path = bytes(new Prover(TREE, size).consistency(old));

        assertThat(ProofVerifier.consistent(old, size, root(old), root(size), path))
                .isTrue();
    }

    @Property
    void noLeafIsProvenAtAnotherPlaceOrWithAnotherValue(
            @ForAll @IntRange(min = 2, max = LARGEST) int size,
            @ForAll @LongRange(min = 0, max = LARGEST - 1) long draw,
            @ForAll @LongRange(min = 0, max = LARGEST - 1) long otherDraw) {
        long index = draw % size;
        long other = (index + 1 + otherDraw % (size - 1)) % size;
        List<byte[]> path = bytes(new Prover(TREE, size).inclusion(index));

        assertThat(ProofVerifier.included(other, size, leaf(index), path, root(size)))
                .isFalse();
        assertThat(ProofVerifier.included(index, size, leaf(other), path, root(size)))
                .isFalse();
    }

    @Property
    void aTreeWithAChangedLeafIsNotAnExtension(
            @ForAll @IntRange(min = 2, max = LARGEST) int size,
            @ForAll @IntRange(min = 0, max = LARGEST - 1) int draw) {
        int old = draw % (size - 1) + 1;
        var changed = new ArrayList<>(TREE.entries().subList(0, size));
        changed.set(draw % old, new byte[] {42});
        List<byte[]> path = bytes(new Prover(MemoryTree.of(changed), size).consistency(old));

        assertThat(ProofVerifier.consistent(old, size, root(old), ProofVerifier.treeHash(changed), path))
                .isFalse();
    }

    @Property(tries = 200)
    void theRootFromTheEdgeAndFromTilesIsTheDefinedOne(@ForAll @IntRange(min = 0, max = LARGEST) int size) {
        byte[] defined = root(size);

        assertThat(new Prover(TREE, size).root().bytes()).isEqualTo(defined);
        assertThat(MemoryTree.of(TREE.entries().subList(0, size)).edge().root().bytes())
                .isEqualTo(defined);
    }

    private static byte[] root(int size) {
        return ProofVerifier.treeHash(TREE.entries().subList(0, size));
    }

    private static byte[] leaf(long index) {
        return ProofVerifier.leaf(TREE.entries().get((int) index));
    }

    private static List<byte[]> bytes(List<Hash> path) {
        return path.stream().map(Hash::bytes).toList();
    }
}
