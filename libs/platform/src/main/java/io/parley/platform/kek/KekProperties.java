package io.parley.platform.kek;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param uri the key-encryption key, which the customer holds: `file:///run/secrets/kek.json` (a Tink keyset in JSON),
///     `hcvault://vault.example:8200/transit/keys/parley` or `aws-kms://arn:aws:kms:…`
/// @param previousUri the one before, as long as anything lies under it
/// @param checkEvery how often it is asked whether it still opens what it wrapped
/// @param grace how long opened keys serve while it cannot be reached
/// @param rewrapEvery how often keys that lie under an older wrapping key are looked for
@ConfigurationProperties(value = "parley.kek", ignoreUnknownFields = false)
@Validated
public record KekProperties(
        @NotNull(message = "must name the key-encryption key (environment: PARLEY_KEK_URI)")
        URI uri,

        @Nullable URI previousUri,
        @DefaultValue("1m") Duration checkEvery,
        @DefaultValue("15m") Duration grace,
        @DefaultValue("5s") Duration rewrapEvery,
        @Valid @DefaultValue Vault vault) {

    /// @param tokenFile holds the token for Vault; read anew for each call, as an agent replaces it
    public record Vault(@Nullable Path tokenFile) {}
}
