package io.parley.archive.intake;

import io.parley.archive.gate.Withholding;
import io.parley.archive.seal.Salt;
import io.parley.archive.search.SearchText;
import io.parley.archive.search.SearchTokens;
import io.parley.client.proof.RecordProof;
import io.parley.contracts.Ids;
import io.parley.platform.keys.ContentAad;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.UnreadableContentException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Moves content from its author's message key to its author's archive key, so that the two lives can end apart.
///
/// Keys are fetched once per batch. When consent-service cannot be reached the whole batch waits: nothing is skipped.
@Component
class Resealer {

    private static final Logger LOG = LoggerFactory.getLogger(Resealer.class);

    private final DataKeys keys;
    private final SearchTokens tokens;
    private final ReactedTypes reacted;
    private final JsonMapper json;

    Resealer(DataKeys keys, SearchTokens tokens, ReactedTypes reacted, JsonMapper json) {
        this.keys = keys;
        this.tokens = tokens;
        this.reacted = reacted;
        this.json = json;
    }

    Resealed reseal(List<Judged> judged) {
        List<Fact> kept =
                judged.stream().filter(Judged::keepsWords).map(Judged::fact).toList();
        var work = new Work(kept);
        judged.forEach(work::take);
        return work.resealed;
    }

    /// One batch.
    private final class Work {

        private final BatchKeys batch;
        private final ReactedTypes.Types types;
        private final Resealed resealed = new Resealed(tokens.indexer());

        Work(List<Fact> kept) {
            batch = BatchKeys.fetch(keys, kept);
            types = reacted.of(kept);
        }

        void take(Judged one) {
            Change.Aside aside = one.fact().aside();
            if (!one.keepsWords()) {
                resealed.add(one);
            } else if (aside != null) {
                seal(one, aside, batch.archiveKeyOf(one.fact()));
            } else if (one.fact().change() instanceof Change.Content content) {
                reseal(one, content, batch.message().get(content.key()), batch.archiveKeyOf(one.fact()));
            }
        }

        private void seal(Judged one, Change.Aside aside, @Nullable DataKey to) {
            if (to == null) {
                resealed.add(one.withheld(Withholding.KEY_DESTROYED));
                return;
            }
            String type = aside instanceof Change.Reaction ? types.of(one.fact()) : aside.type();
            resealed.add(sealed(one, type, json.writeValueAsBytes(aside.content()), to));
        }

        private void reseal(Judged one, Change.Content content, @Nullable DataKey from, @Nullable DataKey to) {
            if (from == null || to == null) {
                resealed.add(one.withheld(Withholding.KEY_DESTROYED));
                return;
            }
            try {
                resealed.add(sealed(one, content.type(), open(one.fact(), content, from), to));
            } catch (UnreadableContentException unreadable) {
                LOG.error("Withheld {}: its ciphertext does not open under key {}", one.fact(), from.id());
                resealed.add(one.withheld(Withholding.UNREADABLE));
            }
        }

        private ArchivedVersion sealed(Judged one, String type, byte[] content, DataKey key) {
            Fact fact = one.fact();
            UUID recordId = Ids.next();
            byte[] sealed = key.seal(content, ContentAad.of(recordId, fact.conversation(), fact.region()));
            byte[] commitment = RecordProof.commitment(Salt.of(key, recordId), content);
            return new ArchivedVersion(
                    recordId,
                    one,
                    type,
                    key.id(),
                    sealed,
                    commitment,
                    resealed.indexer().apply(SearchText.of(json, content)));
        }
    }

    private static byte[] open(Fact fact, Change.Content content, DataKey key) {
        return key.open(content.ciphertext(), ContentAad.of(fact.version(), fact.conversation(), fact.region()));
    }
}
