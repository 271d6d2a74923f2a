package io.parley.archive.intake;

import io.parley.archive.gate.Withholding;
import io.parley.archive.seal.Salt;
import io.parley.archive.search.Indexer;
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
    private final JsonMapper json;

    Resealer(DataKeys keys, SearchTokens tokens, JsonMapper json) {
        this.keys = keys;
        this.tokens = tokens;
        this.json = json;
    }

    Resealed reseal(List<Judged> judged) {
        List<Fact> contents =
                judged.stream().filter(Judged::keepsContent).map(Judged::fact).toList();
        BatchKeys batch = BatchKeys.fetch(keys, contents);
        var resealed = new Resealed(tokens.indexer());
        for (Judged one : judged) {
            if (one.keepsContent() && one.fact().change() instanceof Change.Content content) {
                reseal(one, content, batch, resealed);
            } else {
                resealed.add(one);
            }
        }
        return resealed;
    }

    private void reseal(Judged one, Change.Content content, BatchKeys batch, Resealed into) {
        DataKey from = batch.message().get(content.key());
        DataKey to = batch.archiveKeyOf(one.fact());
        if (from == null || to == null) {
            into.add(one.withheld(Withholding.KEY_DESTROYED));
            return;
        }
        try {
            into.add(sealed(one, open(one.fact(), content, from), to, into.indexer()));
        } catch (UnreadableContentException unreadable) {
            LOG.error("Withheld {}: its ciphertext does not open under key {}", one.fact(), from.id());
            into.add(one.withheld(Withholding.UNREADABLE));
        }
    }

    private static byte[] open(Fact fact, Change.Content content, DataKey key) {
        return key.open(content.ciphertext(), ContentAad.of(fact.version(), fact.conversation(), fact.region()));
    }

    private ArchivedVersion sealed(Judged one, byte[] content, DataKey key, Indexer indexer) {
        Fact fact = one.fact();
        UUID recordId = Ids.next();
        byte[] sealed = key.seal(content, ContentAad.of(recordId, fact.conversation(), fact.region()));
        byte[] commitment = RecordProof.commitment(Salt.of(key, recordId), content);
        return new ArchivedVersion(
                recordId, one, key.id(), sealed, commitment, indexer.apply(SearchText.of(json, content)));
    }
}
