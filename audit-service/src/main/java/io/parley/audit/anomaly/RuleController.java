package io.parley.audit.anomaly;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.platform.identity.PersonCaller;
import io.parley.platform.identity.Role;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/audit/rules")
@Tag(name = "Audit")
class RuleController {

    private final Rules rules;
    private final Replay replay;

    RuleController(Rules rules, Replay replay) {
        this.rules = rules;
        this.replay = replay;
    }

    @Schema(name = "AnomalyRuleToPropose")
    record ToPropose(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
            String name,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    allowableValues = {
                        "bulk-reading",
                        "repeated-refusals",
                        "self-approval",
                        "mass-export",
                        "key-destruction",
                        "odd-hours",
                        "dormant-account"
                    })
            @Nullable
            String kind,

            @Schema(description = "By kind: count and window; zone, from, to and weekends; days") @Nullable
            Map<String, String> parameters) {}

    @Schema(name = "AnomalyRuleVersionToPropose")
    record NextVersion(
            @Nullable Map<String, String> parameters,

            @Schema(description = "false: the rule finds nothing from its activation on", defaultValue = "true")
            @Nullable
            Boolean enabled) {}

    @Schema(name = "AnomalyReplay")
    record Period(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "RFC 3339, inclusive") @Nullable
            String from,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "RFC 3339, exclusive") @Nullable
            String to) {}

    @Schema(name = "AnomalyRules")
    record All(List<Version> items) {}

    @Schema(name = "AnomalyRule")
    record Version(
            UUID ruleId,
            int version,
            String name,
            String kind,
            Map<String, String> parameters,
            boolean enabled,

            @Schema(description = "Empty: it came with the release")
            String proposedBy,

            Instant proposedAt,

            @Schema(description = "Absent while it is a proposal") @Nullable
            String activatedBy,

            @Nullable Instant activatedAt) {}

    @Schema(name = "AnomalyReplayed")
    record Replayed(
            @Schema(description = "How many events were looked at")
            long events,

            @Schema(description = "How many alerts there would have been")
            long alerts,

            @Schema(description = "The first 1000 of them") List<Alert> items) {}

    @Schema(name = "AnomalyAlert")
    record Alert(
            @Schema(description = "The event that made it an anomaly")
            String eventId,

            long index,
            Instant at,
            String actorId,

            @Schema(description = "Reads, refusals, records, days, as the rule counts")
            long found) {}

    @GetMapping
    @Operation(
            summary = "Rules that look for anomalies",
            description = "All versions. What counts of a rule is its latest activated version.")
    @ApiResponse(responseCode = "200", description = "The rules")
    @ApiResponse(responseCode = "403", description = "Not an auditor")
    All all(PersonCaller caller) {
        requireAuditor(caller);
        return new All(rules.all().stream().map(RuleController::version).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Propose a rule",
            description = "It finds nothing until another auditor activates it. Recorded as `anomaly.rule-proposed`.")
    @ApiResponse(responseCode = "201", description = "Its first version")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule")
    Version propose(@RequestBody ToPropose rule, PersonCaller caller) {
        requireAuditor(caller);
        return version(rules.propose(caller, text(rule.name()), text(rule.kind()), given(rule.parameters())));
    }

    @PostMapping("/{ruleId}/versions")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Propose another version of a rule", description = "Recorded as `anomaly.rule-proposed`.")
    @ApiResponse(responseCode = "201", description = "The version")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule")
    @ApiResponse(responseCode = "404", description = "No such rule")
    Version propose(@PathVariable String ruleId, @RequestBody NextVersion next, PersonCaller caller) {
        requireAuditor(caller);
        boolean enabled = next.enabled() == null || next.enabled();
        return version(rules.propose(caller, id(ruleId), given(next.parameters()), enabled));
    }

    @PostMapping("/{ruleId}/versions/{version}/activate")
    @Operation(
            summary = "Activate a version",
            description = "Not by who proposed it. Recorded as `anomaly.rule-activated`.")
    @ApiResponse(responseCode = "200", description = "The version")
    @ApiResponse(responseCode = "403", description = "Not an auditor, or the one who proposed it")
    @ApiResponse(responseCode = "404", description = "No such version")
    @ApiResponse(responseCode = "409", description = "This or a later version is activated already")
    Version activate(@PathVariable String ruleId, @PathVariable int version, PersonCaller caller) {
        requireAuditor(caller);
        return version(rules.activate(caller, id(ruleId), version));
    }

    @PostMapping("/{ruleId}/versions/{version}/replay")
    @Operation(
            summary = "What a version would have found",
            description =
                    "Over what happened in a period of at most 366 days and 500000 events. Changes nothing; recorded"
                            + " as `anomaly.rule-replayed` before this answer is given.")
    @ApiResponse(responseCode = "200", description = "The alerts that it would have raised")
    @ApiResponse(responseCode = "400", description = "No such period")
    @ApiResponse(responseCode = "404", description = "No such version")
    @ApiResponse(responseCode = "422", description = "Too many events")
    Replayed replay(
            @PathVariable String ruleId, @PathVariable int version, @RequestBody Period period, PersonCaller caller) {
        requireAuditor(caller);
        Rule rule = rules.find(id(ruleId), version);
        Replay.Outcome outcome = replay.of(caller, rule, time("from", period.from()), time("to", period.to()));
        return new Replayed(
                outcome.events(),
                outcome.alerts(),
                outcome.first().stream().map(RuleController::alert).toList());
    }

    private static void requireAuditor(PersonCaller caller) {
        if (!caller.has(Role.AUDITOR)) {
            throw new DomainException(ErrorCode.FORBIDDEN, "role: not auditor (expected: auditor)");
        }
    }

    private static Version version(Rule rule) {
        return new Version(
                rule.ruleId(),
                rule.version(),
                rule.name(),
                rule.kind().code(),
                rule.parameters(),
                rule.enabled(),
                rule.proposedBy(),
                rule.proposedAt(),
                rule.activatedBy(),
                rule.activatedAt());
    }

    private static Alert alert(Judgement.Finding finding) {
        Act act = finding.act();
        return new Alert(act.eventId(), act.index(), act.at(), act.actor(), finding.found());
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static Map<String, String> given(@Nullable Map<String, String> parameters) {
        return parameters == null ? Map.of() : parameters;
    }

    private static Instant time(String field, @Nullable String text) {
        try {
            return Instant.parse(text(text));
        } catch (DateTimeParseException e) {
            throw DomainException.invalid(field, "RFC 3339, as 2026-01-31T12:00:00Z");
        }
    }

    private static UUID id(String text) {
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("ruleId", "a UUID");
        }
    }
}
