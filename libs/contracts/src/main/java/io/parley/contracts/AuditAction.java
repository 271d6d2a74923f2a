package io.parley.contracts;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The closed catalogue of what is recorded. An event may carry only the detail fields named here; none is free text.
public enum AuditAction {
    PERSON_CREATED("person.created", "A person was added to the registry", "kind", "homeRegion", "version"),
    PERSON_CHANGED("person.changed", "A person's registry entry changed", "fields", "version"),
    PERSON_FROZEN("person.frozen", "A person's account was frozen", "version"),
    PERSON_UNFROZEN("person.unfrozen", "A person's account was opened again", "version"),
    PERSON_LINKED("person.linked", "An account of the token issuer was linked to a person", "how"),
    PERSON_UNLINKED("person.unlinked", "An account of the token issuer was parted from a person"),
    PERSON_DELETED("person.deleted", "A person was taken out of the registry", "version"),
    PERSON_INVITED("person.invited", "An employee invited a guest", "expiresAt"),
    PERSON_EXTENDED("person.extended", "A guest's invitation got another end", "expiresAt"),
    PERSON_OFFBOARDED(
            "person.offboarded", "A step of a person's leaving was done", "step", "attempts", "conversations"),
    GROUP_CREATED("group.created", "A group of people was made", "members"),
    GROUP_CHANGED("group.changed", "A group of people changed", "fields", "added", "removed"),
    GROUP_DELETED("group.deleted", "A group of people was removed", "members"),
    NOTICE_DRAFTED("notice.drafted", "A notice or a version of it was drafted", "purpose", "kind", "version"),
    NOTICE_PUBLISHED("notice.published", "A version of a notice took effect", "purpose", "kind", "version", "material"),
    NOTICE_SUBMITTED(
            "notice.submitted", "A draft was handed to a second person for review", "purpose", "kind", "version"),
    NOTICE_APPROVED("notice.approved", "A second person approved a draft", "purpose", "kind", "version"),
    NOTICE_REJECTED("notice.rejected", "A second person rejected a draft", "purpose", "kind", "version"),
    NOTICE_SCHEDULED(
            "notice.scheduled",
            "A version of a notice will take effect at an instant",
            "purpose",
            "kind",
            "version",
            "material",
            "effectiveAt"),
    NOTICE_RETIRED("notice.retired", "A notice asks nobody any more", "purpose", "kind", "version"),
    NOTICE_REMINDED("notice.reminded", "People were reminded of a notice", "version", "people"),
    NOTICE_PROGRESS_READ("notice.progress-read", "Someone asked who has answered a notice", "version"),
    ANSWER_RECORDED(
            "answer.recorded",
            "A person, or their guardian, answered a notice",
            "purpose",
            "noticeId",
            "version",
            "locale",
            "answer",
            "onBehalfOf"),
    CONSENT_WITHDRAWN("consent.withdrawn", "A person withdrew from a purpose", "purpose", "answerId"),
    OBLIGATION_REGISTERED(
            "obligation.registered", "A legal obligation was put on file", "purpose", "validFrom", "validUntil"),
    OBLIGATION_APPROVED("obligation.approved", "A second person approved a legal obligation", "purpose"),
    OBLIGATION_REFUSED("obligation.refused", "A second person refused a legal obligation", "purpose"),
    OBLIGATION_ENDED("obligation.ended", "A legal obligation was ended before its time", "purpose"),
    OBLIGATION_EXPIRED("obligation.expired", "A legal obligation reached its end", "purpose"),
    RULE_CHANGED("rule.changed", "Another rule pack, or another text of it, is in force", "pack", "digest"),
    COURSE_PUBLISHED("course.published", "A version of a course was published", "version", "validDays"),
    COURSE_ASSIGNED("course.assigned", "A course was assigned", "to", "required"),
    COURSE_UNASSIGNED("course.unassigned", "A course is no longer assigned", "to", "required"),
    COURSE_ACKNOWLEDGED("course.acknowledged", "A person completed a course", "version"),
    COURSE_REMINDED("course.reminded", "People were reminded of a course", "people"),
    BASIS_READ("basis.read", "Someone asked whether processing is allowed for a person", "purpose"),
    KEY_CREATED("key.created", "A data key was made", "store", "month"),
    KEY_DESTROYED("key.destroyed", "A data key was destroyed", "store", "month"),
    KEY_DESTRUCTION_REQUESTED(
            "key.destruction-requested",
            "Somebody asked that a person's data keys be destroyed",
            "destruction",
            "stores",
            "from",
            "until",
            "ground"),
    KEY_DESTRUCTION_REFUSED(
            "key.destruction-refused", "A second person refused to destroy a person's data keys", "destruction"),
    KEY_DESTRUCTION_BLOCKED(
            "key.destruction-blocked",
            "A person's data keys were not destroyed, because something needs them",
            "destruction",
            "holds",
            "obligations"),
    KEY_DESTRUCTION_DONE(
            "key.destruction-done", "A second person had a person's data keys destroyed", "destruction", "keys"),
    KEY_ROTATED("key.rotated", "A new wrapping key was made, to wrap every data key anew"),
    INDEX_ROTATION_BEGUN(
            "index.rotation-begun", "A new index key was made, to index the archive anew with it", "generation"),
    INDEX_ROTATED(
            "index.rotated", "No word of the archive lies under an older index key any more", "generation", "records"),
    KEY_ROTATION_DONE("key.rotation-done", "Nothing lies under an older wrapping key any more"),
    CONVERSATION_OPENED("conversation.opened", "A conversation was opened", "kind", "members"),
    MEMBERS_ADDED("members.added", "People were added to a conversation", "members", "seq"),
    MEMBER_REMOVED("member.removed", "A person left or was removed from a conversation", "personId", "seq"),
    MEMBER_ROLE_CHANGED(
            "member.role-changed", "A person got another role in a conversation", "personId", "role", "seq"),
    CONVERSATION_CHANGED(
            "conversation.changed", "A conversation's title or history setting changed", "fields", "history", "seq"),
    FILE_STORED("file.stored", "A person's file was stored whole", "bytes"),
    FILE_REMOVED("file.removed", "A stored file was removed, by its owner or because no message named it", "why"),
    ARCHIVE_STATE_CHANGED("archive.state-changed", "A conversation's archive state changed", "state", "why"),
    GRANT_REQUESTED("grant.requested", "A grant to read the archive was requested", "expiresAt"),
    GRANT_APPROVED("grant.approved", "A grant was approved by a second person", "expiresAt"),
    GRANT_EMERGENCY(
            "grant.emergency",
            "An officer began to read in an emergency, to be confirmed by two afterwards",
            "expiresAt"),
    GRANT_CONFIRMED("grant.confirmed", "The first of two approvers confirmed an emergency", "expiresAt"),
    GRANT_UNCONFIRMED("grant.unconfirmed", "Two approvers did not confirm an emergency in time"),
    GRANT_REFUSED("grant.refused", "A grant was refused"),
    GRANT_REVOKED("grant.revoked", "A grant was revoked"),
    GRANT_EXPIRED("grant.expired", "A grant reached its end"),
    HOLD_PLACED("hold.placed", "A legal hold was placed", "visibility", "people", "conversations", "phrases"),
    HOLD_REVIEWED("hold.reviewed", "Somebody found that a legal hold is still needed", "next"),
    HOLD_REVIEW_OVERDUE("hold.review-overdue", "Nobody has looked into a legal hold by the day it had to be reviewed"),
    HOLD_RELEASE_REQUESTED("hold.release-requested", "Somebody asked that a legal hold be released"),
    HOLD_RELEASED("hold.released", "A second person released a legal hold"),
    HOLD_DISPOSITION_REQUESTED(
            "hold.disposition-requested", "Somebody asked that what a released hold kept may be destroyed"),
    HOLD_DISPOSED("hold.disposed", "A second person allowed to destroy what a released hold kept"),
    RETENTION_REQUESTED("retention.requested", "A retention policy was asked for", "rule", "class", "period"),
    RETENTION_APPROVED("retention.approved", "A second person approved a retention policy", "rule", "class", "period"),
    RETENTION_REFUSED("retention.refused", "A second person refused a retention policy", "rule", "class", "period"),
    RETENTION_RETIRE_REQUESTED(
            "retention.retire-requested",
            "Somebody asked to end a retention policy that demands to keep",
            "rule",
            "class",
            "period"),
    RETENTION_RETIRED("retention.retired", "A retention policy was ended", "rule", "class", "period"),
    RETENTION_DRY_RUN("retention.dry-run", "Someone asked what a policy would destroy", "due", "heldBack"),
    RETENTION_SWEPT(
            "retention.swept",
            "Retention destroyed archived records and certified it",
            "records",
            "conversations",
            "heldBack",
            "digest"),
    RETENTION_ORDERED(
            "retention.ordered",
            "Retention allowed to destroy messages that were not archived",
            "messages",
            "conversations"),
    MESSAGE_PURGED(
            "message.purged",
            "Messages were destroyed in their conversations, with files that no other message names",
            "messages",
            "conversations"),
    ARCHIVE_SEALED(
            "archive.sealed", "Decisions of the archive were put under a Merkle root (RFC 9162)", "root", "decisions"),
    ARCHIVE_SEARCHED("archive.searched", "The archive was searched under a grant", "grantId", "results", "terms"),
    ARCHIVE_VIEWED(2, "archive.viewed", "An archived record was read under a grant", "grantId", "fileId"),
    ARCHIVE_HISTORY_READ(
            "archive.history-read",
            "The history of an archived conversation was read under a grant",
            "grantId",
            "results"),
    ARCHIVE_RECEIPTS_READ(
            "archive.receipts-read",
            "Who had an archived message, and when, was read under a grant",
            "grantId",
            "results"),
    EXPORT_REQUESTED("export.requested", "An export of archived messages was requested", "grantId", "format"),
    EXPORT_APPROVED("export.approved", "An export was approved by a second person", "grantId", "format"),
    EXPORT_REFUSED("export.refused", "An export was refused by a second person", "grantId", "format"),
    EXPORT_FAILED("export.failed", "An export was not built, or can no longer be had", "grantId", "format", "reason"),
    ARCHIVE_EXPORTED(
            "archive.exported",
            "An export left the archive",
            "grantId",
            "format",
            "records",
            "conversations",
            "manifest"),
    FEED_REQUESTED(
            "feed.requested", "An authorisation to feed an outside archive was requested", "client", "expiresAt"),
    FEED_APPROVED("feed.approved", "A second person approved the authorisation of a feed", "client", "expiresAt"),
    FEED_REFUSED("feed.refused", "A second person refused the authorisation of a feed", "client"),
    FEED_REVOKED("feed.revoked", "The authorisation of a feed was ended", "client"),
    FEED_KEY_ADDED(
            "feed.key-added",
            "A public key of an outside archive was put on file",
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_KEY_APPROVED(
            "feed.key-approved",
            "A second person approved a public key of an outside archive",
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_KEY_REFUSED(
            "feed.key-refused",
            "A second person refused a public key of an outside archive",
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_KEY_REVOKED(
            "feed.key-revoked",
            "Nothing is encrypted to a public key of an outside archive any more",
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_READ(
            "feed.read",
            "A part of the archive left by the feed for outside archives, encrypted",
            "client",
            "form",
            "from",
            "to",
            "records",
            "destroyed",
            "lost",
            "keyVersion"),
    ARCHIVE_BASIS_READ("archive.basis-read", "Someone asked why a record was archived"),
    ARCHIVE_PROOF_READ(2, "archive.proof-read", "Someone asked for the proof of an archived record", "fileId"),
    ARCHIVE_INTEGRITY_CHECKED(
            "archive.integrity-checked", "Someone had the chain of a conversation's decisions hashed again", "intact"),
    ARCHIVE_COVERAGE_READ("archive.coverage-read", "Someone asked how completely a conversation is archived"),
    ARCHIVE_RECONCILIATION_REQUESTED(
            "archive.reconciliation-requested", "Someone had the archive compared with what was accepted"),
    ARCHIVE_RECONCILED(
            "archive.reconciled",
            "The archive's account was compared with what was accepted",
            "conversations",
            "facts",
            "differences"),
    AUDIT_QUERIED("audit.queried", "The audit log was queried", "filters", "results"),
    AUDIT_EXPORTED("audit.exported", "Events of the audit log were exported", "filters", "format", "entries"),
    AUDIT_QUERY_SAVED("audit.query-saved", "Somebody saved a query of the audit log", "filters"),
    AUDIT_QUERY_DELETED("audit.query-deleted", "Somebody deleted a saved query of the audit log"),
    AUDIT_COMPLETENESS_READ("audit.completeness-read", "Someone asked whether events are missing", "missing"),
    AUDIT_GAP_DETECTED(
            "audit.gap-detected", "Events that a service numbered did not arrive", "service", "first", "last"),
    AUDIT_GAP_FILLED("audit.gap-filled", "An event arrived whose absence had been reported", "service", "number"),
    AUDIT_NUMBER_VOIDED(
            "audit.number-voided", "An event could not be recorded, and what it was about to tell of was not done"),
    AUDIT_EVENT_PARKED("audit.event-parked", "Events were refused and put aside", "reason", "count"),
    AUDIT_EVENT_QUESTIONED(
            "audit.event-questioned", "Events were recorded that are not as they should be", "reason", "count"),
    AUDIT_REPORTED(
            "audit.reported", "A report of who accessed what in a time was made and signed", "from", "to", "digest"),
    AUDIT_ERASURE_REQUESTED(
            "audit.erasure-requested", "Somebody asked that what events say of a person be erased", "ground"),
    AUDIT_ERASURE_APPROVED(
            "audit.erasure-approved", "A second person approved to erase what events say of a person", "ground"),
    AUDIT_ERASURE_REFUSED(
            "audit.erasure-refused", "A second person refused to erase what events say of a person", "ground"),
    AUDIT_ERASED(
            "audit.erased",
            "Bodies of events about a person were erased, their entries stay",
            "ground",
            "events",
            "keptForPeriod",
            "keptForHolds"),
    AUDIT_ALSO_AFFECTED(
            "audit.also-affected", "More people whom an event concerns, beyond those that it names", "event", "action"),
    DISCLOSURES_READ("disclosures.read", "Somebody asked who has read what they wrote", "results"),
    DISCLOSURE_DELAYED(
            "disclosure.delayed",
            "Somebody asked that people be told later who read what they wrote, while an investigation is silent",
            "ground",
            "extends",
            "effectiveUntil",
            "until"),
    DISCLOSURE_DELAY_APPROVED(
            "disclosure.delay-approved", "A second person approved to tell people later", "ground", "until"),
    DISCLOSURE_DELAY_REFUSED("disclosure.delay-refused", "A second person refused to tell people later", "ground"),
    DISCLOSURE_DELAY_ENDED("disclosure.delay-ended", "Somebody ended the delay before its time", "ground"),
    SIEM_RECEIVER_ADDED(
            "siem.receiver-added", "Events are pushed to one more receiver", "kind", "destination", "digest"),
    SIEM_RECEIVER_CHANGED(
            "siem.receiver-changed", "A receiver of pushed events is another one now", "kind", "destination", "digest"),
    SIEM_RECEIVER_REMOVED(
            "siem.receiver-removed", "Events are no longer pushed to a receiver", "kind", "destination", "digest"),
    ANOMALY_DETECTED(
            "anomaly.detected",
            "A rule found that somebody did what is not usual",
            "rule",
            "version",
            "kind",
            "found",
            "event"),
    ANOMALY_RULE_PROPOSED(
            "anomaly.rule-proposed",
            "A version of a rule that looks for anomalies was proposed",
            "version",
            "kind",
            "enabled"),
    ANOMALY_RULE_ACTIVATED(
            "anomaly.rule-activated",
            "A second person put a version of a rule in force that looks for anomalies",
            "version",
            "kind",
            "enabled"),
    ANOMALY_RULE_REPLAYED(
            "anomaly.rule-replayed",
            "Someone asked what a rule would have found in the past",
            "version",
            "from",
            "to",
            "alerts"),
    ACCESS_REFUSED("access.refused", "A request was refused", "code", "method", "path");

    private static final Map<String, AuditAction> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(AuditAction::code, Function.identity()));

    private final int version;
    private final String code;
    private final String meaning;
    private final List<String> fields;

    AuditAction(String code, String meaning, String... fields) {
        this(1, code, meaning, fields);
    }

    AuditAction(int version, String code, String meaning, String... fields) {
        this.version = version;
        this.code = code;
        this.meaning = meaning;
        this.fields = List.of(fields);
    }

    /// Empty when this release does not know the code.
    public static Optional<AuditAction> find(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    public String code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /// Grows when the fields of the action change.
    public int version() {
        return version;
    }

    /// The detail fields an event of this action may carry.
    public List<String> fields() {
        return fields;
    }

    public void checkFields(Set<String> given) {
        for (String field : given) {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException(code + ".detail: " + field + " (expected one of: " + fields + ")");
            }
        }
    }
}
