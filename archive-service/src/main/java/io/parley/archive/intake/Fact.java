package io.parley.archive.intake;

import com.google.protobuf.ByteString;
import io.parley.archive.seal.Happening;
import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import io.parley.contracts.MessageId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.Edited;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Posted;
import io.parley.contracts.event.Sealed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One accepted fact, named by conversation and sequence number.
///
/// @param version the command that brought it; what its content is sealed for
/// @param happening what it did to the conversation itself, if anything
record Fact(
        ConversationId conversation,
        long seq,
        UUID version,
        MessageId message,
        PersonId sender,
        Instant acceptedAt,
        String region,
        Change change,
        @Nullable Happening happening) {

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
                change(accepted),
                Happenings.of(accepted));
    }

    private static Change change(MessageAccepted accepted) {
        return switch (accepted.getChangeCase()) {
            case POSTED -> posted(accepted.getPosted());
            case EDITED -> edited(accepted.getEdited());
            case RECALLED -> new Change.Recall();
            case OPENED ->
                new Change.Joined(
                        people(accepted.getOpened().getMemberIdsList()),
                        title(accepted.getOpened().getTitle()));
            case MEMBERS_ADDED ->
                new Change.Joined(people(accepted.getMembersAdded().getPersonIdsList()), null);
            case MEMBER_REMOVED ->
                new Change.Left(PersonId.of(accepted.getMemberRemoved().getPersonId()));
            case REACTED ->
                new Change.Reaction(
                        accepted.getReacted().getEmoji(), accepted.getReacted().getRemoved());
            case PROPERTIES_CHANGED ->
                accepted.getPropertiesChanged().hasTitle()
                        ? new Change.Title(accepted.getPropertiesChanged().getTitle())
                        : new Change.Metadata();
            case ROLE_CHANGED -> new Change.Metadata();
            case PURGED, CHANGE_NOT_SET ->
                throw new IllegalArgumentException("change: none (expected: one that is published)");
        };
    }

    private static Change.@Nullable Title title(String given) {
        return given.isEmpty() ? null : new Change.Title(given);
    }

    private static Change posted(Posted posted) {
        Sealed sealed = posted.getContent();
        return new Change.Content(
                KeyId.of(sealed.getKeyId()),
                sealed.getCiphertext().toByteArray(),
                storable(posted.getContentType()),
                false,
                files(posted.getFileIdsList()));
    }

    private static Change edited(Edited edited) {
        Sealed sealed = edited.getContent();
        return new Change.Content(
                KeyId.of(sealed.getKeyId()),
                sealed.getCiphertext().toByteArray(),
                storable(edited.getContentType()),
                true,
                files(edited.getFileIdsList()));
    }

    private static List<FileId> files(List<ByteString> ids) {
        return ids.stream().map(FileId::of).distinct().toList();
    }

    /// PostgreSQL takes every character but one; a sender chooses the type, and must not stop the archive with it.
    private static String storable(String type) {
        return type.replace("\0", "");
    }

    private static List<PersonId> people(List<ByteString> ids) {
        return ids.stream().map(PersonId::of).toList();
    }

    /// What of it came in clear and is to be sealed here, if anything.
    Change.@Nullable Aside aside() {
        return switch (change) {
            case Change.Aside aside -> aside;
            case Change.Joined joined -> joined.title();
            case Change.Content _, Change.Recall _, Change.Left _, Change.Metadata _ -> null;
        };
    }

    boolean changesMembers() {
        return change instanceof Change.Joined || change instanceof Change.Left;
    }

    @Override
    public String toString() {
        return conversation + "#" + seq;
    }
}
