package io.parley.audit.siem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs what a webhook carries as [Standard Webhooks](https://www.standardwebhooks.com) says: HMAC-SHA256 over
/// `id.timestamp.body`, a signature per secret.
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final List<SecretKeySpec> keys;

    private WebhookSignature(List<SecretKeySpec> keys) {
        this.keys = keys;
    }

    /// @throws NotDelivered with the reason `secret` when there is no usable secret in the file
    static WebhookSignature read(Path file) throws NotDelivered {
        try (var lines = Files.lines(file, US_ASCII)) {
            List<SecretKeySpec> keys = lines.map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(WebhookSignature::key)
                    .toList();
            if (keys.isEmpty()) {
                throw new NotDelivered("secret", null);
            }
            return new WebhookSignature(keys);
        } catch (IOException | RuntimeException unusable) {
            throw new NotDelivered("secret", unusable);
        }
    }

    /// @param seconds since 1970
    /// @return value of the header `webhook-signature`
    String of(String id, long seconds, String body) {
        byte[] signed = (id + "." + seconds + "." + body).getBytes(UTF_8);
        return keys.stream().map(key -> "v1," + hmac(key, signed)).collect(Collectors.joining(" "));
    }

    private static SecretKeySpec key(String line) {
        byte[] secret =
                line.startsWith(PREFIX) ? Base64.getDecoder().decode(line.substring(PREFIX.length())) : new byte[0];
        if (secret.length < FEWEST_BYTES || secret.length > MOST_BYTES) {
            throw new IllegalArgumentException("secret: [redacted] (expected: whsec_ and base64 of " + FEWEST_BYTES
                    + ".." + MOST_BYTES + " bytes)");
        }
        return new SecretKeySpec(secret, ALGORITHM);
    }

    private static String hmac(SecretKeySpec key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + ": unavailable (expected: part of every JDK)", e);
        }
    }
}
