package io.parley.consent.basis;

import io.parley.platform.keys.KeyPurpose;
import io.parley.platform.retention.StatutoryApi;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Serves [StatutoryApi] to the other services.
@Hidden
@RestController
@RequestMapping("/internal/obligations")
class StatutoryController {

    private final StatutoryPeriods periods;

    StatutoryController(StatutoryPeriods periods) {
        this.periods = periods;
    }

    @PostMapping("/keeping")
    StatutoryApi.Keeping keeping() {
        return new StatutoryApi.Keeping(periods.demands(KeyPurpose.ARCHIVE));
    }
}
