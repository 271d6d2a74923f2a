package io.parley.client;

import org.jspecify.annotations.Nullable;

/// The server refused a message sent over the socket; `code` as in problem documents.
public final class RejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    RejectedException(String code, @Nullable String detail) {
        super(detail == null || detail.isEmpty() ? code : code + ": " + detail);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
