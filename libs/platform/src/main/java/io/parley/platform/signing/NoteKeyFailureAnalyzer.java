package io.parley.platform.signing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says what to do instead of printing a stack trace.
class NoteKeyFailureAnalyzer extends AbstractFailureAnalyzer<NoteKeyUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable root, NoteKeyUnusable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Point it at the key of this region. Do not make a new key where there was one: who verifies would no "
                        + "longer recognise what it signs.",
                cause);
    }
}
