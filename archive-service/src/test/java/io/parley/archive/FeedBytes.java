package io.parley.archive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Opens a row of the feed in WeCom's form as docs/feed.md tells, with nothing but the JDK.
final class FeedBytes {

    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private FeedBytes() {}

    static JsonNode open(JsonNode row, PrivateKey key) {
        try {
            Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");
            rsa.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            byte[] secret = rsa.doFinal(bytes(row, "encrypt_random_key"));
            byte[] sealed = bytes(row, "encrypt_chat_msg");
            Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");
            aes.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(secret, "AES"),
                    new GCMParameterSpec(TAG_BITS, Arrays.copyOf(sealed, NONCE)));
            aes.updateAAD(String.join(
                            "\n",
                            "parley-feed-wecom/v1",
                            row.path("seq").asString(),
                            row.path("msgid").asString(),
                            row.path("publickey_ver").asString())
                    .getBytes(StandardCharsets.UTF_8));
            return JsonMapper.shared().readTree(aes.doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (GeneralSecurityException broken) {
            throw new AssertionError("row " + row.path("seq") + " does not open", broken);
        }
    }

    private static byte[] bytes(JsonNode row, String field) {
        return Base64.getDecoder().decode(row.path(field).asString());
    }
}
