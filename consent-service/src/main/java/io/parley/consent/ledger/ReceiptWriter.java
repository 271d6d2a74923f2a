package io.parley.consent.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.consent.notice.NoticeKind;
import io.parley.consent.notice.NoticeText;
import io.parley.contracts.PersonId;
import io.parley.platform.region.ParleyProperties;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ReceiptWriter {

    private static final String SCHEMA = "ISO/IEC TS 27560:2023";

    private final ReceiptProperties properties;
    private final String region;

    ReceiptWriter(ReceiptProperties properties, ParleyProperties parley) {
        this.properties = properties;
        this.region = parley.region();
    }

    /// @param text what was shown; null for a withdrawal
    Receipt write(LedgerEntry entry, @Nullable NoticeText text) {
        String id = entry.id().toString();
        String at = entry.effectiveAt().toString();
        return new Receipt(
                id,
                new Receipt.Header(SCHEMA, id, entry.person().toString(), at),
                processing(entry, text),
                parties(entry),
                List.of(event(entry)),
                null);
    }

    private Receipt.Processing processing(LedgerEntry entry, @Nullable NoticeText text) {
        LedgerEntry.Answered notice = entry.notice();
        return new Receipt.Processing(
                notice.noticeId().toString(),
                notice.version(),
                notice.locale(),
                text == null ? null : digest(text),
                notice.purpose().code(),
                lawfulBasis(notice.kind()),
                "POST /v1/me/purposes/" + notice.purpose().code() + "/withdraw");
    }

    private List<Receipt.Party> parties(LedgerEntry entry) {
        List<Receipt.Party> parties = new ArrayList<>(List.of(controller(entry), principal(entry)));
        PersonId guardian = entry.guardian();
        if (guardian != null) {
            parties.add(new Receipt.Party(guardian.toString(), "guardian", "", ""));
        }
        return parties;
    }

    private Receipt.Party controller(LedgerEntry entry) {
        return new Receipt.Party(
                "region:" + region, "controller", properties.controllerName(), properties.controllerContact());
    }

    private static Receipt.Party principal(LedgerEntry entry) {
        return new Receipt.Party(entry.person().toString(), "pii-principal", "", "");
    }

    private static Receipt.Event event(LedgerEntry entry) {
        Map<String, String> evidence = new TreeMap<>();
        LedgerEntry.@Nullable Shown shown = entry.shown();
        if (shown != null) {
            evidence.put("shownAt", shown.at().toString());
            evidence.put("servedAt", shown.servedAt().toString());
            evidence.put("device", shown.device());
        }
        return new Receipt.Event(
                entry.effectiveAt().toString(),
                eventType(entry.notice().kind()),
                entry.act().code(),
                entry.actor().toString(),
                evidence);
    }

    private static String eventType(NoticeKind kind) {
        return switch (kind) {
            case CONSENT -> "explicit-consent";
            case AGREEMENT -> "agreement";
            case NOTICE -> "notice";
        };
    }

    private static String lawfulBasis(NoticeKind kind) {
        return switch (kind) {
            case CONSENT -> "consent";
            case AGREEMENT -> "contract";
            case NOTICE -> "notice";
        };
    }

    private static String digest(NoticeText text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest((text.title() + "\n" + text.text()).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every Java platform", e);
        }
    }
}
