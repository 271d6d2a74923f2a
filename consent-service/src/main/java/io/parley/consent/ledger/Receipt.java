package io.parley.consent.ledger;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the person keeps as proof: a consent receipt with the sections of ISO/IEC TS 27560:2023. Stored as it was
/// given.
///
/// @param signature a detached JWS over all the rest (see `ReceiptSigner`); absent on receipts from before they were
///     signed
record Receipt(
        String receiptId,
        Header header,
        Processing processing,
        List<Party> parties,
        List<Event> events,
        @Nullable String signature) {

    Receipt signed(String by) {
        return new Receipt(receiptId, header, processing, parties, events, by);
    }

    record Header(String schemaVersion, String recordId, String piiPrincipalId, String issuedAt) {}

    /// @param noticeDigest SHA-256 of the title, a line feed and the text that were shown, hexadecimal
    record Processing(
            String noticeId,
            int noticeVersion,
            String noticeLanguage,
            @Nullable String noticeDigest,
            String purpose,
            String lawfulBasis,
            String withdrawalMethod) {}

    record Party(String partyId, String partyRole, String partyName, String partyContact) {}

    record Event(
            String eventTime, String eventType, String eventState, String entityId, Map<String, String> evidence) {}
}
