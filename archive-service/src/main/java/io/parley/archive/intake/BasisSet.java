package io.parley.archive.intake;

import io.parley.archive.gate.PartyBasis;
import io.parley.contracts.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The evidence of a decision, named by its own digest: equal evidence is stored once.
final class BasisSet {

    private static final UUID NONE = new UUID(0, 0);

    private BasisSet() {}

    /// SHA-256 over the parties in their order, each field of fixed length or ended by a zero byte.
    static byte[] id(List<PartyBasis> parties) {
        MessageDigest digest = sha256();
        for (PartyBasis party : parties) {
            digest.update(Ids.array(party.person().value()));
            digest.update(party.ground().code().getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            digest.update(id(party.noticeId()));
            digest.update(Integer.toString(party.noticeVersion()).getBytes(StandardCharsets.US_ASCII));
            digest.update((byte) 0);
            digest.update(id(party.carrier()));
        }
        return digest.digest();
    }

    private static byte[] id(@Nullable UUID id) {
        return Ids.array(id == null ? NONE : id);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }
}
