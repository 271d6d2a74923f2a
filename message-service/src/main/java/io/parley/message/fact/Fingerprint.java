package io.parley.message.fact;

import com.google.protobuf.ByteString;
import io.parley.contracts.event.AddMembers;
import io.parley.contracts.event.Edit;
import io.parley.contracts.event.MessageSubmitted;
import io.parley.contracts.event.Open;
import io.parley.contracts.event.Post;
import io.parley.contracts.event.React;
import io.parley.contracts.event.SetRole;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Tells a repeat of a command from another command under the same id.
///
/// The first 16 bytes of SHA-256 over the action. Content enters it only as its keyed digest, so that the fingerprint
/// says nothing about a text once the author's key is destroyed.
public record Fingerprint(ByteString bytes) {

    private static final int LENGTH = 16;

    public Fingerprint {
        if (bytes.size() != LENGTH) {
            throw new IllegalArgumentException("fingerprint.bytes: " + bytes.size() + " (expected: " + LENGTH + ")");
        }
    }

    public static Fingerprint of(MessageSubmitted command) {
        MessageDigest digest = sha256();
        digest.update((byte) command.getActionCase().getNumber());
        switch (command.getActionCase()) {
            case POST -> post(digest, command.getPost());
            case EDIT -> edit(digest, command.getEdit());
            case RECALL -> part(digest, command.getRecall().getMessageId());
            case OPEN -> open(digest, command.getOpen());
            case ADD_MEMBERS -> added(digest, command.getAddMembers());
            case REMOVE_MEMBER -> part(digest, command.getRemoveMember().getPersonId());
            case REACT -> react(digest, command.getReact());
            case SET_ROLE -> role(digest, command.getSetRole());
            case SET_PROPERTIES -> part(digest, command.getSetProperties().toByteString());
            case ACTION_NOT_SET -> throw new IllegalArgumentException("action: not set (expected: one of the actions)");
        }
        return new Fingerprint(ByteString.copyFrom(digest.digest(), 0, LENGTH));
    }

    private static void post(MessageDigest digest, Post post) {
        part(digest, post.getFingerprint());
        part(digest, post.getReplyTo());
        post.getMentionsList().forEach(mention -> part(digest, mention));
        if (!post.getThreadId().isEmpty()) {
            named(digest, 't', post.getThreadId());
        }
        if (post.hasForwarded()) {
            named(digest, 'f', post.getForwarded().getConversationId());
            named(digest, 'f', post.getForwarded().getMessageId());
        }
        if (post.getMentionsAll()) {
            digest.update((byte) 'a');
        }
    }

    private static void react(MessageDigest digest, React react) {
        part(digest, react.getMessageId());
        part(digest, react.getEmojiBytes());
        digest.update((byte) (react.getRemoved() ? 1 : 0));
    }

    private static void role(MessageDigest digest, SetRole role) {
        part(digest, role.getPersonId());
        digest.update((byte) role.getRoleValue());
    }

    /// For what most commands have not: lengths begin with a zero byte, so a name is never taken for one.
    private static void named(MessageDigest digest, char name, ByteString part) {
        digest.update((byte) name);
        part(digest, part);
    }

    private static void edit(MessageDigest digest, Edit edit) {
        part(digest, edit.getMessageId());
        part(digest, edit.getFingerprint());
    }

    private static void open(MessageDigest digest, Open open) {
        part(digest, ByteString.copyFrom(new byte[] {(byte) open.getKindValue()}));
        part(digest, open.getTitleBytes());
        people(digest, open.getMemberIdsList());
        if (open.getHistoryValue() != 0) {
            digest.update((byte) open.getHistoryValue());
        }
    }

    private static void added(MessageDigest digest, AddMembers added) {
        people(digest, added.getPersonIdsList());
    }

    /// A set: neither order nor repetition makes another command.
    private static void people(MessageDigest digest, List<ByteString> people) {
        people.stream()
                .distinct()
                .sorted(ByteString.unsignedLexicographicalComparator())
                .forEach(person -> part(digest, person));
    }

    private static void part(MessageDigest digest, ByteString part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.size()).flip());
        digest.update(part.asReadOnlyByteBuffer());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: absent (expected: in every Java platform)", e);
        }
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(Arrays.copyOf(bytes.toByteArray(), 4));
    }
}
