package io.parley.client.proof;

/// A proof does not hold: the log, or whoever handed out the proof, is not to be believed.
public final class ProofException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProofException(String message) {
        super(message);
    }
}
