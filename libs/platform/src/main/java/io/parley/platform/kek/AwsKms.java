package io.parley.platform.kek;

import com.google.crypto.tink.Aead;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;

/// A symmetric key of AWS KMS. Credentials and endpoint come from where the AWS SDK looks for them (environment, web
/// identity, instance profile). Associated data travel as encryption context in the form of Tink's own client for KMS,
/// which therefore opens the same.
final class AwsKms implements Aead {

    static final String SCHEME = "aws-kms";

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:kms:([a-z0-9-]+):[0-9]+:(?:key|alias)/.+");
    private static final int SERVER_ERROR = 500;

    private final KmsClient kms;
    private final String key;

    private AwsKms(KmsClient kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    /// @param uri `aws-kms://arn:aws:kms:<region>:<account>:key/<id>`
    static AwsKms at(URI uri) {
        Matcher arn = ARN.matcher(uri.toString().substring(SCHEME.length() + "://".length()));
        if (!arn.matches()) {
            throw new IllegalStateException(
                    "parley.kek.uri: " + uri + " (expected: aws-kms://arn:aws:kms:<region>:<account>:key/<id>)");
        }
        KmsClient kms = KmsClient.builder()
                .region(Region.of(arn.group(1)))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        return new AwsKms(kms, arn.group());
    }

    @Override
    public byte[] encrypt(byte[] plaintext, byte[] associatedData) throws GeneralSecurityException {
        return asked(() -> kms.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromByteArray(plaintext))
                        .encryptionContext(context(associatedData)))
                .ciphertextBlob());
    }

    @Override
    public byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        return asked(() -> kms.decrypt(request -> request.keyId(key)
                        .ciphertextBlob(SdkBytes.fromByteArray(ciphertext))
                        .encryptionContext(context(associatedData)))
                .plaintext());
    }

    private static Map<String, String> context(byte[] associatedData) {
        return Map.of("associatedData", HexFormat.of().formatHex(associatedData));
    }

    @FunctionalInterface
    private interface Call {
        SdkBytes answer();
    }

    private static byte[] asked(Call call) throws GeneralSecurityException {
        try {
            return call.answer().asByteArray();
        } catch (SdkServiceException said) {
            String text = "aws kms: answers " + said.statusCode();
            throw said.isThrottlingException() || said.statusCode() >= SERVER_ERROR
                    ? new KekUnreachableException(text, said)
                    : new GeneralSecurityException(text);
        } catch (SdkClientException down) {
            throw new KekUnreachableException("aws kms: cannot be asked", down);
        } catch (SdkException other) {
            throw new KekUnreachableException("aws kms: failed", other);
        }
    }
}
