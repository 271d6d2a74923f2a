package io.parley.archive.intake;

import io.parley.archive.gate.PartyBasis;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The evidence of a batch. Equal evidence has one name, the hexadecimal digest of it.
///
/// @param named each evidence once
/// @param names of the facts that are kept
record Evidence(Map<List<PartyBasis>, String> named, Map<Judged, String> names) {

    static Evidence of(List<Judged> judged) {
        Map<List<PartyBasis>, String> named = new LinkedHashMap<>();
        Map<Judged, String> names = new IdentityHashMap<>();
        for (Judged one : judged) {
            if (one.verdict() instanceof Verdict.Keep keep) {
                names.put(one, named.computeIfAbsent(keep.parties(), Evidence::name));
            }
        }
        return new Evidence(named, names);
    }

    @Nullable
    String nameOf(Judged kept) {
        return names.get(kept);
    }

    /// The digest itself, of a fact that is kept.
    byte[] idOf(Judged kept) {
        return HexFormat.of().parseHex(Objects.requireNonNull(nameOf(kept)));
    }

    static String name(List<PartyBasis> parties) {
        return HexFormat.of().formatHex(BasisSet.id(parties));
    }
}
