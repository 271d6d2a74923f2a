package io.parley.archive.grant;

import java.util.Locale;

/// The life of a grant: requested, then approved or refused; an approved one ends by revocation or expiry.
enum GrantState {
    REQUESTED,
    APPROVED,
    REFUSED,
    REVOKED,
    EXPIRED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
