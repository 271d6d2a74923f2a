package io.parley.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Not AWS: answers Encrypt and Decrypt as the API reference of AWS KMS says (JSON 1.1, operation in `X-Amz-Target`).
public final class FakeAwsKms extends FakeKeyService {

    private final String arn;

    public FakeAwsKms(String arn) {
        this.arn = arn;
    }

    public String address() {
        return "http://localhost:" + port();
    }

    @Override
    Reply answer(String path, Headers headers, JsonNode request) throws GeneralSecurityException {
        if (!arn.equals(request.path("KeyId").asString())) {
            return refusal(400, "NotFoundException");
        }
        byte[] context = request.path("EncryptionContext").toString().getBytes(UTF_8);
        return switch (String.valueOf(headers.getFirst("X-Amz-Target"))) {
            case "TrentService.Encrypt" -> {
                byte[] plain =
                        Base64.getDecoder().decode(request.path("Plaintext").asString());
                yield new Reply(200, Map.of("KeyId", arn, "CiphertextBlob", encrypt(plain, context)));
            }
            case "TrentService.Decrypt" ->
                new Reply(
                        200,
                        Map.of(
                                "KeyId",
                                arn,
                                "Plaintext",
                                decrypt(request.path("CiphertextBlob").asString(), context)));
            default -> refusal(400, "UnknownOperationException");
        };
    }

    @Override
    Reply refusal(int status, String type) {
        return new Reply(status, Map.of("__type", type));
    }
}
