package io.parley.message.sequence;

import io.parley.contracts.ErrorCode;
import io.parley.message.fact.Fact;
import java.util.Map;

/// What becomes of a command.
sealed interface Decision {

    /// A new fact with its number; durable once the batch is committed.
    record Accepted(Fact fact) implements Decision {}

    /// The command was accepted before; its fact is told again.
    record Repeated(Fact fact) implements Decision {}

    /// Nothing changed.
    ///
    /// @param details what the problem document carries beside the code: `field`, `rule`, `conversationId`
    record Refused(ErrorCode code, Map<String, String> details) implements Decision, Ruling {

        static Refused of(ErrorCode code) {
            return new Refused(code, Map.of());
        }

        static Refused of(ErrorCode code, String name, String value) {
            return new Refused(code, Map.of(name, value));
        }

        static Refused invalid(String field, String rule) {
            return new Refused(ErrorCode.INVALID_REQUEST, Map.of("field", field, "rule", rule));
        }
    }
}
