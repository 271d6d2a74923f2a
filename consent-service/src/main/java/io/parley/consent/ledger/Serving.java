package io.parley.consent.ledger;

import io.parley.consent.notice.NoticeId;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.regex.Pattern;

/// A version of a notice was put before a person.
///
/// @param device as the client names itself (header `Parley-Device`); empty when it does not
record Serving(NoticeId noticeId, int version, String locale, String device, Instant at) {

    static final String DEVICE_HEADER = "Parley-Device";

    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9._:-]{0,128}");

    /// Fails with `invalid-request`.
    static String checkedDevice(String device) {
        if (!DEVICE.matcher(device).matches()) {
            throw DomainException.invalid(DEVICE_HEADER, "at most 128 letters, digits and . _ : -");
        }
        return device;
    }
}
