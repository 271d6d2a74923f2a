package io.parley.archive.index;

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
@RequestMapping("/v1/archive/index/rotation")
@Tag(name = "Archive index", description = "The key under which the archive's words are digested")
class IndexRotationController {

    private final IndexRotation rotation;

    IndexRotationController(IndexRotation rotation) {
        this.rotation = rotation;
    }

    /// @param generation of the newest index key, from 1
    /// @param state running or done
    /// @param records indexed anew so far
    record IndexRotationView(
            int generation,
            String state,
            Instant begunAt,
            long records,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant doneAt) {

        static IndexRotationView of(Generation newest) {
            return new IndexRotationView(
                    newest.number(),
                    newest.filledAt() == null ? "running" : "done",
                    newest.begunAt(),
                    newest.records(),
                    newest.filledAt());
        }
    }

    @PostMapping
    @PreAuthorize("hasRole('ADMIN')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Make a new index key and index the archive anew with it (role admin)",
            description = "Works in the background; search and holds find everything meanwhile. At its end the key "
                    + "before is destroyed.")
    @ApiResponse(
            responseCode = "409",
            description = "`conflict`: the rotation before still runs",
            content = {})
    IndexRotationView rotateIndexKey(PersonCaller caller) {
        return IndexRotationView.of(rotation.begin(caller));
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('ADMIN', 'PRIVACY', 'AUDITOR')")
    @Operation(summary = "How far the latest rotation of the index key is (roles admin, privacy, auditor)")
    IndexRotationView indexRotation() {
        return IndexRotationView.of(rotation.progress());
    }
}
