package io.parley.platform;

import io.parley.contracts.AuditAction;
import io.parley.contracts.ErrorCode;
import io.parley.platform.audit.AuditEvent;
import io.parley.platform.audit.AuditTrail;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.problem.DomainException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// The smallest service that uses everything the platform offers.
@SpringBootApplication
class SampleService {

    record Thing(
            @NotBlank String name,
            @org.jspecify.annotations.Nullable Integer count) {}

    @RestController
    static class Things {

        private final JdbcTemplate jdbc;
        private final AuditTrail audit;

        Things(JdbcTemplate jdbc, AuditTrail audit) {
            this.jdbc = jdbc;
            this.audit = audit;
        }

        @PostMapping("/v1/things")
        @ResponseStatus(HttpStatus.CREATED)
        @Transactional
        public Map<String, String> add(@Valid @RequestBody Thing thing, PersonCaller caller) {
            jdbc.update("INSERT INTO thing VALUES (?)", thing.name());
            audit.record(AuditEvent.of(AuditAction.GRANT_REFUSED).by(caller).on("thing", thing.name()));
            return Map.of("name", thing.name());
        }

        @GetMapping("/v1/me")
        public Map<String, String> me(PersonCaller caller) {
            return Map.of("personId", caller.personId().toString());
        }

        @GetMapping("/v1/officers-only/{id}")
        @PreAuthorize("hasRole('OFFICER')")
        public String officersOnly(@PathVariable java.util.UUID id) {
            return "{}";
        }

        @GetMapping("/v1/missing")
        public String missing() {
            throw new DomainException(ErrorCode.CONSENT_REQUIRED, "answer first")
                    .with("noticeIds", java.util.List.of("n1"));
        }

        @GetMapping("/internal/self")
        public String internal() {
            return "{}";
        }
    }
}
