package io.parley.message.conversation;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.AddMembers;
import io.parley.contracts.event.Open;
import io.parley.message.fact.Kind;
import io.parley.platform.problem.DomainException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The bodies of this feature's calls.
final class Requests {

    private Requests() {}

    @Schema(name = "OpenConversation")
    record Opening(
            @Schema(description = "Chosen by the client to make repeating safe; made by the server when absent")
            @Nullable
            UUID conversationId,

            @Schema(allowableValues = {"direct", "group", "customer"}) @NotNull
            String kind,

            @Size(max = 200) @Nullable String title,

            @Schema(description = "The one who opens is a member with or without being named")
            @NotNull
            @Size(max = 5000)
            List<@NotNull UUID> memberIds) {

        Open open(PersonId opener) {
            SequencedSet<UUID> members = new LinkedHashSet<>(memberIds);
            members.addFirst(opener.value());
            return Open.newBuilder()
                    .setKind(Kind.of(kind)
                            .orElseThrow(() -> DomainException.invalid("kind", "direct, group or customer"))
                            .event())
                    .setTitle(title == null ? "" : title)
                    .addAllMemberIds(members.stream()
                            .map(member -> new PersonId(member).bytes())
                            .toList())
                    .build();
        }
    }

    @Schema(name = "AddMembers")
    record Adding(@NotEmpty @Size(max = 5000) List<@NotNull UUID> personIds) {

        AddMembers add() {
            return AddMembers.newBuilder()
                    .addAllPersonIds(personIds.stream()
                            .map(person -> new PersonId(person).bytes())
                            .toList())
                    .build();
        }
    }
}
