package io.parley.audit.witness;

import io.parley.audit.log.Cosignatures;
import io.parley.audit.log.Cosignatures.Head;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The log as far as witnesses have seen it. Together with the tiles below the same address it is a log to any client
/// of
/// C2SP tlog-tiles that wants cosignatures.
@RestController
@RequestMapping("/v1/audit/log/witnessed")
@Tag(name = "Audit log")
@SecurityRequirements
class WitnessController {

    private static final CacheControl A_MOMENT =
            CacheControl.maxAge(Duration.ofSeconds(1)).cachePublic();

    private final Cosignatures cosignatures;
    private final WitnessProperties properties;

    WitnessController(Cosignatures cosignatures, WitnessProperties properties) {
        this.cosignatures = cosignatures;
        this.properties = properties;
    }

    @GetMapping(value = "/checkpoint", produces = "text/plain;charset=UTF-8")
    @Operation(
            summary = "The newest checkpoint that enough witnesses have cosigned",
            description = "A signed note (C2SP tlog-checkpoint) with the log's signature and cosignatures"
                    + " (C2SP tlog-cosignature). Somewhat older than the newest checkpoint, which extends it.")
    @ApiResponse(responseCode = "200", description = "The note")
    @ApiResponse(responseCode = "404", description = "No witnesses are set, or they have not seen anything yet")
    ResponseEntity<String> witnessedCheckpoint() {
        Head head = cosignatures
                .witnessed(
                        properties.witnesses().values().stream()
                                .map(WitnessProperties.Witness::key)
                                .toList(),
                        properties.required())
                .orElseThrow(() -> DomainException.notFound("checkpoint"));
        return ResponseEntity.ok().cacheControl(A_MOMENT).body(head.note());
    }
}
