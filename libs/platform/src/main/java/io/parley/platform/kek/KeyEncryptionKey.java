package io.parley.platform.kek;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/// The key-encryption key that the customer holds: opens what lies right below it and nothing else, so
/// it may be far away.
///
/// @param aead says [KekUnreachableException] when it cannot be asked; any other failure is a no
public record KeyEncryptionKey(URI uri, Aead aead) {

    /// @throws IllegalStateException when the URI names none that could be used
    static KeyEncryptionKey at(URI uri, KekProperties.Vault vault) {
        return new KeyEncryptionKey(
                uri,
                switch (String.valueOf(uri.getScheme())) {
                    case "file" -> keyset(Path.of(uri));
                    case VaultTransit.SCHEME, VaultTransit.SCHEME_IN_CLEAR -> VaultTransit.at(uri, vault);
                    case AwsKms.SCHEME -> AwsKms.at(uri);
                    default ->
                        throw new IllegalStateException("parley.kek.uri (PARLEY_KEK_URI): " + uri
                                + " (expected: file:///…, hcvault://… or aws-kms://…)");
                });
    }

    private static Aead keyset(Path file) {
        try {
            AeadConfig.register();
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get())
                    .getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "parley.kek.uri (PARLEY_KEK_URI): " + file
                            + " (expected: a readable Tink keyset in JSON for AES256_GCM)",
                    e);
        }
    }
}
