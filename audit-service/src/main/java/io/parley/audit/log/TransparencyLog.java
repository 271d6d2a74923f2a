package io.parley.audit.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.platform.signing.NoteKey;
import io.parley.platform.signing.NoteKeyUnusable;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// The log as the rest of the service sees it. Of all instances one appends at a time; every one of them answers reads.
@Service
public class TransparencyLog {

    private final LogStore store;
    private final NoteKey key;
    private final LogProperties properties;
    private final SecureRandom random = new SecureRandom();

    TransparencyLog(LogStore store, NoteKey key, LogProperties properties) {
        this.store = store;
        this.key = key;
        this.properties = properties;
    }

    /// Appends what is not in the log yet, in the given order, and signs the new checkpoint. Entries, tiles and
    /// checkpoint become durable together with whatever else the caller's transaction writes, or not at all.
    ///
    /// @return the new ones only
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Appended> append(List<Submission> batch) {
        store.becomeWriter(properties.writerWait());
        List<Submission> fresh = withoutKnown(batch);
        return fresh.isEmpty() ? List.of() : extend(checkpoint(), fresh);
    }

    /// Proof under the latest checkpoint; empty when no such entry was appended.
    public Optional<InclusionProof> prove(EntryId id) {
        return store.index(id).map(this::prove);
    }

    public long size() {
        return checkpoint().size();
    }

    /// Compares the stored tree with the latest checkpoint, and with the latest one of before a time. The roots are
    /// computed from the stored tiles and what is beside them; each entry is not hashed anew: `verify-log` does.
    public LogIntegrity integrity(Instant before) {
        SignedCheckpoint latest = checkpoint();
        Optional<SignedCheckpoint> since = store.latestBefore(before).filter(then -> then.size() > 0);
        return new LogIntegrity(
                key.name(),
                latest.size(),
                latest.root().base64(),
                key.signed(latest.note()),
                isIntact(latest),
                since.map(SignedCheckpoint::size).orElse(null),
                since.map(this::isIntact).orElse(null));
    }

    /// Whether the entry at this place commits to that body.
    public boolean commits(long index, byte[] salt, String body) {
        return store.commitment(index).equals(Hash.commitment(salt, body.getBytes(UTF_8)));
    }

    private boolean isIntact(SignedCheckpoint checkpoint) {
        return new Prover(store, checkpoint.size()).root().equals(checkpoint.root());
    }

    SignedCheckpoint checkpoint() {
        return store.latest()
                .orElseThrow(() -> new IllegalStateException("log.checkpoint: none (expected: opened at start)"));
    }

    /// Empty when the log never had that size.
    Optional<ConsistencyProof> consistency(long oldSize) {
        SignedCheckpoint latest = checkpoint();
        return oldSize < 1 || oldSize > latest.size() ? Optional.empty() : Optional.of(consistency(oldSize, latest));
    }

    /// Makes the checkpoint of the empty tree, or checks that this key signed what is there: a log that changes its
    /// key without a word would be another log.
    @Transactional
    void open() {
        store.becomeWriter(properties.writerWait());
        store.latest().ifPresentOrElse(this::requireOurs, () -> publish(RightEdge.ofEmptyTree(), Optional.empty()));
    }

    private List<Submission> withoutKnown(List<Submission> batch) {
        Set<EntryId> seen =
                new HashSet<>(store.known(batch.stream().map(Submission::id).toList()));
        return batch.stream().filter(submission -> seen.add(submission.id())).toList();
    }

    private List<Appended> extend(SignedCheckpoint last, List<Submission> fresh) {
        RightEdge edge = intactEdge(last);
        var appended = new ArrayList<Appended>();
        var commitments = new ArrayList<Hash>();
        for (Submission submission : fresh) {
            Salt salt = Salt.random(random);
            Hash commitment = Hash.commitment(salt.bytes(), submission.bytes());
            appended.add(new Appended(submission.id(), edge.size(), salt));
            commitments.add(commitment);
            edge.append(Hash.leaf(commitment));
        }
        store.write(last.size(), fresh.stream().map(Submission::id).toList(), commitments);
        edge.completed().forEach(store::write);
        publish(edge, Optional.of(last.size()));
        return appended;
    }

    /// Nothing is signed on top of a tree that no longer is what was signed before.
    private RightEdge intactEdge(SignedCheckpoint last) {
        RightEdge edge = store.edge(last.size());
        if (!edge.root().equals(last.root())) {
            throw new IllegalStateException(
                    "log.root: " + edge.root() + " (expected: " + last.root() + " at size " + last.size() + ")");
        }
        return edge;
    }

    private void publish(RightEdge edge, Optional<Long> previousSize) {
        var checkpoint = new Checkpoint(key.name(), edge.size(), edge.root());
        try {
            store.publish(checkpoint.size(), checkpoint.root(), key.sign(checkpoint.text()), previousSize);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("log.key: " + key.idText() + " (expected: able to sign)", e);
        }
    }

    private ConsistencyProof consistency(long oldSize, SignedCheckpoint latest) {
        List<Hash> path = new Prover(store, latest.size()).consistency(oldSize);
        return new ConsistencyProof(oldSize, latest.size(), path, latest.note());
    }

    private InclusionProof prove(long index) {
        SignedCheckpoint latest = checkpoint();
        List<Hash> path = new Prover(store, latest.size()).inclusion(index);
        return new InclusionProof(index, store.commitment(index), path, latest.note());
    }

    private void requireOurs(SignedCheckpoint latest) {
        if (!key.signed(latest.note())) {
            throw new NoteKeyUnusable("PARLEY_LOG_KEY: key " + key.verifierKey()
                    + " (expected: the key that signed the checkpoint of size " + latest.size() + ")");
        }
    }
}
