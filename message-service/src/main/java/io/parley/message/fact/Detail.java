package io.parley.message.fact;

import com.google.protobuf.InvalidProtocolBufferException;
import io.parley.contracts.event.MemberRemoved;
import io.parley.contracts.event.MembersAdded;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.Posted;
import org.jspecify.annotations.Nullable;

/// The part of a change that has no column of its own, as the protobuf of that change. Plain messages have none.
public final class Detail {

    private Detail() {}

    public static byte @Nullable [] of(MessageAccepted event) {
        return switch (event.getChangeCase()) {
            case POSTED -> posted(event.getPosted());
            case OPENED ->
                event.getOpened().toBuilder().clearMemberIds().build().toByteArray();
            case MEMBERS_ADDED ->
                MembersAdded.newBuilder()
                        .setHistory(event.getMembersAdded().getHistory())
                        .build()
                        .toByteArray();
            case MEMBER_REMOVED -> removed(event.getMemberRemoved());
            case REACTED -> event.getReacted().toByteArray();
            case ROLE_CHANGED -> event.getRoleChanged().toByteArray();
            case PROPERTIES_CHANGED -> event.getPropertiesChanged().toByteArray();
            case EDITED, RECALLED, PURGED, CHANGE_NOT_SET -> null;
        };
    }

    private static byte @Nullable [] posted(Posted posted) {
        if (!posted.hasForwarded() && !posted.getMentionsAll()) {
            return null;
        }
        Posted.Builder rest = Posted.newBuilder().setMentionsAll(posted.getMentionsAll());
        return (posted.hasForwarded() ? rest.setForwarded(posted.getForwarded()) : rest)
                .build()
                .toByteArray();
    }

    private static byte @Nullable [] removed(MemberRemoved removed) {
        MemberRemoved rest = removed.toBuilder().clearPersonId().build();
        return rest.equals(MemberRemoved.getDefaultInstance()) ? null : rest.toByteArray();
    }

    /// Puts it back into the change that the columns gave.
    static void merge(MessageAccepted.Builder event, byte @Nullable [] detail) throws InvalidProtocolBufferException {
        if (detail == null) {
            return;
        }
        switch (event.getChangeCase()) {
            case POSTED -> event.getPostedBuilder().mergeFrom(detail);
            case OPENED -> event.getOpenedBuilder().mergeFrom(detail);
            case MEMBERS_ADDED -> event.getMembersAddedBuilder().mergeFrom(detail);
            case MEMBER_REMOVED -> event.getMemberRemovedBuilder().mergeFrom(detail);
            case REACTED -> event.getReactedBuilder().mergeFrom(detail);
            case ROLE_CHANGED -> event.getRoleChangedBuilder().mergeFrom(detail);
            case PROPERTIES_CHANGED -> event.getPropertiesChangedBuilder().mergeFrom(detail);
            case EDITED, RECALLED, PURGED, CHANGE_NOT_SET ->
                throw new IllegalStateException("detail: present (expected: absent on " + event.getChangeCase() + ")");
        }
    }
}
