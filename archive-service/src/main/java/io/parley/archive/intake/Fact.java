package io.parley.archive.intake;

import com.google.protobuf.ByteString;
import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One accepted fact, named by conversation and sequence number.
///
/// @param version the command that brought it; what its content is sealed for
record Fact(
        ConversationId conversation,
        long seq,
        UUID version,
        MessageId message,
        PersonId sender,
        Instant acceptedAt,
        String region,
        Change change) {

    /// @throws IllegalArgumentException when an id is not one or the change is unknown
    static Fact of(MessageAccepted accepted) {
        return new Fact(
                ConversationId.of(accepted.getConversationId()),
                accepted.getSeq(),
                Ids.uuid(accepted.getCommandId()),
                MessageId.of(accepted.getMessageId()),
                PersonId.of(accepted.getSenderId()),
                Instant.ofEpochMilli(accepted.getAcceptedAtMs()),
                accepted.getRegion(),
                change(accepted));
    }

    private static Change change(MessageAccepted accepted) {
        return switch (accepted.getChangeCase()) {
            case POSTED ->
                content(accepted.getPosted().getContent(), accepted.getPosted().getContentType(), false);
            case EDITED ->
                content(accepted.getEdited().getContent(), accepted.getEdited().getContentType(), true);
            case RECALLED -> new Change.Recall();
            case OPENED -> new Change.Joined(people(accepted.getOpened().getMemberIdsList()));
            case MEMBERS_ADDED ->
                new Change.Joined(people(accepted.getMembersAdded().getPersonIdsList()));
            case MEMBER_REMOVED ->
                new Change.Left(PersonId.of(accepted.getMemberRemoved().getPersonId()));
            case REACTED, ROLE_CHANGED, PROPERTIES_CHANGED -> new Change.Metadata();
            case CHANGE_NOT_SET -> throw new IllegalArgumentException("change: none (expected: one that is known)");
        };
    }

    private static Change content(Sealed sealed, String type, boolean edit) {
        return new Change.Content(
                KeyId.of(sealed.getKeyId()), sealed.getCiphertext().toByteArray(), storable(type), edit);
    }

    /// PostgreSQL takes every character but one; a sender chooses the type, and must not stop the archive with it.
    private static String storable(String type) {
        return type.replace("\0", "");
    }

    private static List<PersonId> people(List<ByteString> ids) {
        return ids.stream().map(PersonId::of).toList();
    }

    boolean changesMembers() {
        return change instanceof Change.Joined || change instanceof Change.Left;
    }

    @Override
    public String toString() {
        return conversation + "#" + seq;
    }
}
