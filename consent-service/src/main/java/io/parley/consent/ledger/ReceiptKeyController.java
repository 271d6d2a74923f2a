package io.parley.consent.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Consent")
class ReceiptKeyController {

    private final ReceiptKeys keys;

    ReceiptKeyController(ReceiptKeys keys) {
        this.keys = keys;
    }

    record Jwk(String kty, String crv, String alg, String use, String kid, String x) {

        static Jwk of(ReceiptKeys.Public key) {
            return new Jwk("OKP", "Ed25519", "EdDSA", "sig", key.kid(), key.x());
        }
    }

    record JwkSet(List<Jwk> keys) {}

    @GetMapping("/v1/receipts/keys")
    @SecurityRequirements
    @Operation(summary = "The public keys of receipts, as a JWK set (RFC 7517, RFC 8037); needs no token")
    JwkSet keys() {
        return new JwkSet(keys.all().stream().map(Jwk::of).toList());
    }
}
