package io.parley.message.purge;

import io.parley.platform.retention.AppliedApi.Applied;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Serves [io.parley.platform.retention.AppliedApi] to archive-service.
@Hidden
@RestController
class AppliedController {

    private final Tombstones tombstones;

    AppliedController(Tombstones tombstones) {
        this.tombstones = tombstones;
    }

    @GetMapping("/internal/purges/{decisionId}")
    Applied applied(@PathVariable UUID decisionId) {
        return tombstones.applied(decisionId);
    }
}
