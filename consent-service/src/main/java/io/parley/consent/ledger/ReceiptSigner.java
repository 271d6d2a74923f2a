package io.parley.consent.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Signs receipts as detached JWS (RFC 7515 appendix F) with Ed25519 (RFC 8037), over the receipt without its signature
/// in canonical JSON (RFC 8785): sorted names, no spaces. Receipts hold neither fractions nor control characters, so
/// any sorted compact form is the canonical one.
@Component
class ReceiptSigner {

    private final ReceiptKeys keys;
    private final JsonMapper canonical;

    ReceiptSigner(ReceiptKeys keys, JsonMapper json) {
        this.keys = keys;
        this.canonical = json.rebuild()
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
                .build();
    }

    Receipt sign(Receipt unsigned) {
        ReceiptKeys.Signing key = keys.current();
        String header = ReceiptKeys.encoded(
                ("{\"alg\":\"EdDSA\",\"kid\":\"" + key.kid() + "\",\"typ\":\"parley-receipt\"}").getBytes(US_ASCII));
        String payload = ReceiptKeys.encoded(canonical.writeValueAsBytes(unsigned));
        return unsigned.signed(header + ".." + signature(key, header + "." + payload));
    }

    private static String signature(ReceiptKeys.Signing key, String input) {
        try {
            return ReceiptKeys.encoded(key.signer().sign(input.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("receipt: cannot be signed", e);
        }
    }
}
