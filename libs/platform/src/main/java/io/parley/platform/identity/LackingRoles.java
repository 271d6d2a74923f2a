package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/// Roles of the current caller that the token names but that have no effect for lack of training.
public final class LackingRoles {

    private LackingRoles() {}

    public static Set<Role> ofTheCaller() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication signedIn
                ? signedIn.lacking()
                : Set.of();
    }

    /// Why somebody was denied: for lack of training if any of their roles lacks it.
    public static ErrorCode refusal() {
        return ofTheCaller().isEmpty() ? ErrorCode.FORBIDDEN : ErrorCode.TRAINING_REQUIRED;
    }
}
