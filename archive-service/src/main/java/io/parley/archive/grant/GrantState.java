package io.parley.archive.grant;

import java.util.Locale;

/// The life of a grant: requested, then approved or refused; an approved one ends by revocation or expiry. An emergency
/// is approved afterwards, by two; if it is not, in time, it stays on record as unconfirmed.
enum GrantState {
    REQUESTED,
    APPROVED,
    REFUSED,
    REVOKED,
    EXPIRED,
    EMERGENCY,
    UNCONFIRMED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
