package io.parley.audit.log;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/// Says what to do instead of printing a stack trace.
class LogKeyFailureAnalyzer extends AbstractFailureAnalyzer<LogKeyUnusable> {

    @Override
    protected FailureAnalysis analyze(Throwable root, LogKeyUnusable cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Point PARLEY_LOG_KEY at the key of this region's log. Do not make a new key for a log that exists: "
                        + "its verifiers would no longer recognise it.",
                cause);
    }
}
