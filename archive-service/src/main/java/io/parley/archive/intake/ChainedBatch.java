package io.parley.archive.intake;

import io.parley.archive.party.Parties;
import io.parley.archive.seal.Entry;
import io.parley.archive.seal.Link;
import io.parley.contracts.ConversationId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A batch whose evidence is named and whose decisions are chained, ready to be written.
///
/// @param links one for each decision, in the order of the batch
record ChainedBatch(List<Judged> judged, List<ArchivedVersion> versions, Evidence evidence, List<Link> links) {

    static ChainedBatch of(Resealed batch, Map<ConversationId, Parties> parties) {
        Evidence evidence = Evidence.of(batch.judged());
        Map<Judged, ArchivedVersion> versions = new IdentityHashMap<>();
        batch.versions().forEach(version -> versions.put(version.judged(), version));
        List<Link> links = new ArrayList<>(batch.judged().size());
        for (Judged one : batch.judged()) {
            Parties those = parties.get(one.fact().conversation());
            if (those == null) {
                throw new IllegalStateException("parties: not loaded (expected: of each conversation in the batch)");
            }
            links.add(those.chain(entry(one, versions.get(one), evidence.nameOf(one))));
        }
        return new ChainedBatch(batch.judged(), batch.versions(), evidence, links);
    }

    private static Entry entry(Judged one, @Nullable ArchivedVersion version, @Nullable String basis) {
        Fact fact = one.fact();
        return new Entry(
                fact.conversation(),
                fact.seq(),
                one.verdict().outcome(),
                one.verdict().reason(),
                fact.acceptedAt(),
                basis == null ? null : kept(fact, version, basis),
                one.happening());
    }

    private static Entry.Kept kept(Fact fact, @Nullable ArchivedVersion version, String basis) {
        return version == null
                ? new Entry.Recall(fact.message().value(), basis)
                : new Entry.Version(
                        fact.message().value(),
                        basis,
                        version.recordId(),
                        fact.sender().value(),
                        version.change(),
                        version.commitment(),
                        fact.region(),
                        version.contentType());
    }
}
