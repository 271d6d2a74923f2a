package io.parley.message.conversation;

import io.parley.contracts.PersonId;
import io.parley.contracts.event.AddMembers;
import io.parley.contracts.event.HistoryVisibility;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.SetProperties;
import io.parley.contracts.event.SetRole;
import io.parley.message.fact.History;
import io.parley.message.fact.Kind;
import io.parley.message.fact.MemberRole;
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
            List<@NotNull UUID> memberIds,

            @Schema(
                    allowableValues = {"all", "from-joining"},
                    description = "What those who join later may read of what was said before; by default `all` in a"
                            + " group and `from-joining` in a customer conversation")
            @Nullable
            String history) {

        Open open(PersonId opener) {
            SequencedSet<UUID> members = new LinkedHashSet<>(memberIds);
            members.addFirst(opener.value());
            return Open.newBuilder()
                    .setKind(Kind.of(kind)
                            .orElseThrow(() -> DomainException.invalid("kind", "direct, group or customer"))
                            .event())
                    .setTitle(title == null ? "" : title)
                    .setHistory(history == null ? HistoryVisibility.HISTORY_VISIBILITY_UNSPECIFIED : event(history))
                    .addAllMemberIds(members.stream()
                            .map(member -> new PersonId(member).bytes())
                            .toList())
                    .build();
        }
    }

    private static HistoryVisibility event(String history) {
        return History.of(history)
                .orElseThrow(() -> DomainException.invalid("history", "all or from-joining"))
                .event();
    }

    @Schema(name = "ChangeConversation", description = "What is absent stays as it is")
    record Changing(
            @Schema(description = "Empty for none") @Size(max = 200) @Nullable
            String title,

            @Schema(allowableValues = {"all", "from-joining"}) @Nullable
            String history) {

        SetProperties set() {
            if (title == null && history == null) {
                throw DomainException.invalid("title", "title or history");
            }
            SetProperties.Builder set = SetProperties.newBuilder();
            if (title != null) {
                set.setTitle(title);
            }
            if (history != null) {
                set.setHistory(event(history));
            }
            return set.build();
        }
    }

    @Schema(name = "SetRole")
    record Appointing(
            @Schema(allowableValues = {"owner", "moderator", "member"}) @NotNull
            String role) {

        SetRole set(PersonId person) {
            return SetRole.newBuilder()
                    .setPersonId(person.bytes())
                    .setRole(MemberRole.of(role)
                            .orElseThrow(() -> DomainException.invalid("role", "owner, moderator or member"))
                            .event())
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
