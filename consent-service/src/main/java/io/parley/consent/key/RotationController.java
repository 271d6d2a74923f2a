package io.parley.consent.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.parley.platform.identity.PersonCaller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/keys/rotation")
@Tag(name = "Keys", description = "The data keys of people: rotation of what wraps them, and their destruction")
class RotationController {

    private final Rotation rotation;

    RotationController(Rotation rotation) {
        this.rotation = rotation;
    }

    /// @param keyEncryptionKey the kind of the customer's key: file, hcvault or aws-kms
    /// @param remaining secrets that still lie under older wrapping keys
    record RotationView(
            String wrappingKeyId,
            String keyEncryptionKey,
            String state,
            Instant createdAt,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant settledAt,

            long remaining) {

        static RotationView of(Rotation.Progress progress) {
            WrappingKey newest = progress.newest();
            return new RotationView(
                    newest.id().toString(),
                    newest.kek().getScheme(),
                    newest.settledAt() == null ? "running" : "done",
                    newest.createdAt(),
                    newest.settledAt(),
                    progress.remaining());
        }
    }

    @PostMapping
    @PreAuthorize("hasRole('ADMIN')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Make a new wrapping key and wrap every data key anew with it (role admin)",
            description = "Do so after the key-encryption key was rotated where it is held. No content is touched.")
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: the rotation before still runs",
            content = {})
    RotationView rotateKeys(PersonCaller caller) {
        return RotationView.of(rotation.begin(caller));
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'PRIVACY', 'AUDITOR')")
    @Operation(summary = "How far the latest rotation is (roles admin, privacy, auditor)")
    RotationView keyRotation() {
        return RotationView.of(rotation.progress());
    }
}
