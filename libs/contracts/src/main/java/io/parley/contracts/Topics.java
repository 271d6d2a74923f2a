package io.parley.contracts;

/// The Kafka topics. Values are Protobuf messages of `io.parley.contracts.event`; keys are as each message says.
public final class Topics {

    public static final String MESSAGE_SUBMITTED = "parley.message.submitted.v1";
    public static final String MESSAGE_ACCEPTED = "parley.message.accepted.v1";
    public static final String MESSAGE_REJECTED = "parley.message.rejected.v1";
    public static final String RECEIPT = "parley.receipt.v1";
    public static final String RECEIPT_NEWS = "parley.receipt.news.v1";
    /// Copies of those accepted facts that are not about content: for readers who want these few alone.
    public static final String MEMBERSHIP_ACCEPTED = "parley.membership.accepted.v1";
    public static final String SESSION_CHANGED = "parley.session.changed.v1";
    public static final String PRESENCE_CHANGED = "parley.presence.changed.v1";
    public static final String PERSON = "parley.person.v1";
    public static final String BASIS = "parley.basis.v1";
    public static final String NOTICE = "parley.notice.v1";
    public static final String NUDGE = "parley.nudge.v1";
    public static final String TRAINING = "parley.training.v1";
    public static final String KEY_DESTROYED = "parley.key.destroyed.v1";
    public static final String CONVERSATION_ARCHIVE_STATE = "parley.conversation.archive-state.v1";
    /// What retention destroyed in the archive.
    public static final String ARCHIVE_PURGED = "parley.archive.purged.v1";
    /// What is destroyed in conversations, and must be on devices.
    public static final String MESSAGE_PURGED = "parley.message.purged.v1";
    public static final String AUDIT_RECORDED = "parley.audit.recorded.v1";

    /// Header of message commands, echoed on their outcomes: `<instance>/<submission>` of the one that waits.
    public static final String ORIGIN_HEADER = "origin";
    /// Header of accepted messages: "membership" (opened, added, removed) or "content" (all others),
    /// so that a reader can skip records undecoded.
    public static final String CHANGE_HEADER = "change";

    public static final String CHANGE_CONTENT = "content";
    public static final String CHANGE_MEMBERSHIP = "membership";

    private Topics() {}

    /// Where records go that a consumer could not process, each with the reason in its headers.
    public static String deadLetter(String topic) {
        return topic + ".dead";
    }
}
