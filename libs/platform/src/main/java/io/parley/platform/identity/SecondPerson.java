package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.platform.problem.DomainException;

/// Who asks does not decide. Whoever asked is told so before anything else about them is looked at.
public final class SecondPerson {

    private SecondPerson() {}

    /// @param same whether the caller is who asked
    public static void require(boolean same) {
        if (same) {
            throw new DomainException(ErrorCode.FOUR_EYES, "what is your own must be decided by another person");
        }
    }

    /// Another, who is an approver.
    public static void requireApprover(boolean same, PersonCaller caller) {
        require(same);
        if (!caller.has(Role.APPROVER)) {
            throw new DomainException(ErrorCode.FORBIDDEN, "role: approver is needed to decide this");
        }
    }
}
