package io.parley.message.conversation;

import io.parley.contracts.ConversationId;
import io.parley.contracts.ErrorCode;
import io.parley.contracts.Ids;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.AddMembers;
import io.parley.contracts.event.MessageRejected;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.RemoveMember;
import io.parley.contracts.event.SetProperties;
import io.parley.contracts.event.SetRole;
import io.parley.message.policy.MessagePolicy;
import io.parley.platform.problem.DomainException;
import io.parley.platform.submission.Outcome;
import io.parley.platform.submission.Submissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/// Changes of conversations, put on the message path so that their place among the messages is certain.
@Component
class ConversationCommands {

    private final Submissions submissions;
    private final Clock clock;
    private final Duration patience;

    ConversationCommands(Submissions submissions, Clock clock, MessagePolicy policy) {
        this.submissions = submissions;
        this.clock = clock;
        this.patience = policy.outcomeTimeout();
    }

    /// The conversation's id names the command too, so opening it again is recognised as a repeat.
    Outcome open(ConversationId conversation, PersonId opener, Open open) {
        return outcome(command(conversation, opener)
                .setCommandId(conversation.bytes())
                .setOpen(open)
                .build());
    }

    Outcome add(ConversationId conversation, PersonId by, AddMembers members) {
        return outcome(command(conversation, by)
                .setCommandId(Ids.bytes(Ids.next()))
                .setAddMembers(members)
                .build());
    }

    Outcome remove(ConversationId conversation, PersonId by, PersonId member) {
        return outcome(command(conversation, by)
                .setCommandId(Ids.bytes(Ids.next()))
                .setRemoveMember(RemoveMember.newBuilder().setPersonId(member.bytes()))
                .build());
    }

    Outcome setRole(ConversationId conversation, PersonId by, SetRole role) {
        return outcome(command(conversation, by)
                .setCommandId(Ids.bytes(Ids.next()))
                .setSetRole(role)
                .build());
    }

    Outcome set(ConversationId conversation, PersonId by, SetProperties properties) {
        return outcome(command(conversation, by)
                .setCommandId(Ids.bytes(Ids.next()))
                .setSetProperties(properties)
                .build());
    }

    static DomainException problem(MessageRejected refusal) {
        ErrorCode code = ErrorCode.of(refusal.getCode());
        Map<String, String> details = refusal.getDetailsMap();
        String field = details.get("field");
        if (field != null) {
            return DomainException.invalid(field, details.getOrDefault("rule", "valid"));
        }
        DomainException problem = new DomainException(code, details.getOrDefault("rule", code.title(Locale.ENGLISH)));
        details.forEach(problem::with);
        return problem;
    }

    private MessageSubmitted.Builder command(ConversationId conversation, PersonId by) {
        return MessageSubmitted.newBuilder()
                .setConversationId(conversation.bytes())
                .setSenderId(by.bytes())
                .setSubmittedAtMs(clock.millis());
    }

    private Outcome outcome(MessageSubmitted command) {
        CompletableFuture<Outcome> outcome = submissions.submit(command);
        try {
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            outcome.cancel(false);
            throw DomainException.unavailable("the sequence of messages", late);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw DomainException.unavailable("the sequence of messages", stopping);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof DomainException known
                    ? known
                    : DomainException.unavailable("the sequence of messages", failed);
        }
    }
}
