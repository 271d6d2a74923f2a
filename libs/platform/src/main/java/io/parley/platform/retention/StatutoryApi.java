package io.parley.platform.retention;

import java.util.List;
import java.util.UUID;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/// consent-service's internal call about statutory periods (scope `internal`). Who deletes by time asks here first, and
/// deletes nothing without an answer.
@HttpExchange("/internal/obligations")
public interface StatutoryApi {

    /// The obligations in force that demand to keep what is archived.
    @PostExchange("/keeping")
    Keeping keeping();

    record Keeping(List<Demand> demands) {}

    /// @param kinds of the people whose words they are
    /// @param regions of these people; empty: any
    /// @param period ISO 8601, in days or longer, from the end of the month (UTC) in which something was said
    record Demand(UUID obligationId, List<String> kinds, List<String> regions, String period) {}
}
