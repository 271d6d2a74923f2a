package io.parley.contracts;

import static io.parley.contracts.ChangedField.STATE;
import static io.parley.contracts.ChangedField.of;
import static io.parley.contracts.ChangedField.person;
import static io.parley.contracts.ChangedField.personal;
import static io.parley.contracts.ChangedField.plain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The closed catalogue of what is recorded. An event may carry only the detail fields named here; none is free text.
/// Where it tells of a change it may say of the changed fields named here, and of no other, what they were before and
/// are after.
public enum AuditAction {
    PERSON_CREATED("person.created", "A person was added to the registry", "kind", "homeRegion", "version"),
    PERSON_CHANGED(
            2,
            "person.changed",
            "A person's registry entry changed",
            of(
                    plain("kind", "region"),
                    person("guardian"),
                    personal("userName", "externalId", "displayName", "name", "birthDate", "languages", "attributes")),
            "fields",
            "version"),
    PERSON_FROZEN(2, "person.frozen", "A person's account was frozen", plain("active"), "version"),
    PERSON_UNFROZEN(2, "person.unfrozen", "A person's account was opened again", plain("active"), "version"),
    PERSON_LINKED("person.linked", "An account of the token issuer was linked to a person", "how"),
    PERSON_UNLINKED("person.unlinked", "An account of the token issuer was parted from a person"),
    PERSON_DELETED(2, "person.deleted", "A person was taken out of the registry", plain("deleted"), "version"),
    PERSON_INVITED("person.invited", "An employee invited a guest", "expiresAt"),
    PERSON_EXTENDED(2, "person.extended", "A guest's invitation got another end", plain("expiresAt"), "expiresAt"),
    PERSON_OFFBOARDED(
            "person.offboarded", "A step of a person's leaving was done", "step", "attempts", "conversations"),
    GROUP_CREATED("group.created", "A group of people was made", "members"),
    GROUP_CHANGED(
            2,
            "group.changed",
            "A group of people changed",
            of(plain("displayName", "externalId"), person("member")),
            "fields",
            "added",
            "removed"),
    GROUP_DELETED("group.deleted", "A group of people was removed", "members"),
    NOTICE_DRAFTED("notice.drafted", "A notice or a version of it was drafted", "purpose", "kind", "version"),
    NOTICE_PUBLISHED(
            2,
            "notice.published",
            "A version of a notice took effect",
            plain("state", "version"),
            "purpose",
            "kind",
            "version",
            "material"),
    NOTICE_SUBMITTED(
            2,
            "notice.submitted",
            "A draft was handed to a second person for review",
            STATE,
            "purpose",
            "kind",
            "version"),
    NOTICE_APPROVED(2, "notice.approved", "A second person approved a draft", STATE, "purpose", "kind", "version"),
    NOTICE_REJECTED(2, "notice.rejected", "A second person rejected a draft", STATE, "purpose", "kind", "version"),
    NOTICE_SCHEDULED(
            2,
            "notice.scheduled",
            "A version of a notice will take effect at an instant",
            STATE,
            "purpose",
            "kind",
            "version",
            "material",
            "effectiveAt"),
    NOTICE_RETIRED(2, "notice.retired", "A notice asks nobody any more", STATE, "purpose", "kind", "version"),
    NOTICE_REMINDED("notice.reminded", "People were reminded of a notice", "version", "people"),
    NOTICE_PROGRESS_READ("notice.progress-read", "Someone asked who has answered a notice", "version"),
    ANSWER_RECORDED(
            2,
            "answer.recorded",
            "A person, or their guardian, answered a notice",
            plain("answer"),
            "purpose",
            "noticeId",
            "version",
            "locale",
            "answer",
            "onBehalfOf"),
    CONSENT_WITHDRAWN(
            2, "consent.withdrawn", "A person withdrew from a purpose", plain("answer"), "purpose", "answerId"),
    OBLIGATION_REGISTERED(
            "obligation.registered", "A legal obligation was put on file", "purpose", "validFrom", "validUntil"),
    OBLIGATION_APPROVED(2, "obligation.approved", "A second person approved a legal obligation", STATE, "purpose"),
    OBLIGATION_REFUSED(2, "obligation.refused", "A second person refused a legal obligation", STATE, "purpose"),
    OBLIGATION_ENDED(2, "obligation.ended", "A legal obligation was ended before its time", STATE, "purpose"),
    OBLIGATION_EXPIRED(2, "obligation.expired", "A legal obligation reached its end", STATE, "purpose"),
    RULE_CHANGED(
            2,
            "rule.changed",
            "Another rule pack, or another text of it, is in force",
            plain("pack", "digest"),
            "pack",
            "digest"),
    COURSE_PUBLISHED(
            2,
            "course.published",
            "A version of a course was published",
            plain("version", "validDays"),
            "version",
            "validDays"),
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
            2,
            "key.destruction-refused",
            "A second person refused to destroy a person's data keys",
            STATE,
            "destruction"),
    KEY_DESTRUCTION_BLOCKED(
            "key.destruction-blocked",
            "A person's data keys were not destroyed, because something needs them",
            "destruction",
            "holds",
            "obligations"),
    KEY_DESTRUCTION_DONE(
            2,
            "key.destruction-done",
            "A second person had a person's data keys destroyed",
            STATE,
            "destruction",
            "keys"),
    KEY_ROTATED("key.rotated", "A new wrapping key was made, to wrap every data key anew"),
    INDEX_ROTATION_BEGUN(
            "index.rotation-begun", "A new index key was made, to index the archive anew with it", "generation"),
    INDEX_ROTATED(
            "index.rotated", "No word of the archive lies under an older index key any more", "generation", "records"),
    KEY_ROTATION_DONE("key.rotation-done", "Nothing lies under an older wrapping key any more"),
    CONVERSATION_OPENED("conversation.opened", "A conversation was opened", "kind", "members"),
    MEMBERS_ADDED("members.added", "People were added to a conversation", "members", "seq"),
    MEMBER_REMOVED(
            2,
            "member.removed",
            "A person left or was removed from a conversation",
            person("owner"),
            "personId",
            "seq"),
    MEMBER_ROLE_CHANGED(
            2,
            "member.role-changed",
            "A person got another role in a conversation",
            plain("role"),
            "personId",
            "role",
            "seq"),
    CONVERSATION_CHANGED(
            2,
            "conversation.changed",
            "A conversation's title or history setting changed",
            plain("history"),
            "fields",
            "history",
            "seq"),
    FILE_STORED("file.stored", "A person's file was stored whole", "bytes"),
    FILE_REMOVED("file.removed", "A stored file was removed, by its owner or because no message named it", "why"),
    ARCHIVE_STATE_CHANGED(
            2,
            "archive.state-changed",
            "A conversation's archive state changed",
            plain("state", "why"),
            "state",
            "why"),
    GRANT_REQUESTED("grant.requested", "A grant to read the archive was requested", "expiresAt"),
    GRANT_APPROVED(2, "grant.approved", "A grant was approved by a second person", plain("state", "live"), "expiresAt"),
    GRANT_EMERGENCY(
            "grant.emergency",
            "An officer began to read in an emergency, to be confirmed by two afterwards",
            "expiresAt"),
    GRANT_CONFIRMED("grant.confirmed", "The first of two approvers confirmed an emergency", "expiresAt"),
    GRANT_UNCONFIRMED(2, "grant.unconfirmed", "Two approvers did not confirm an emergency in time", STATE),
    GRANT_REFUSED(2, "grant.refused", "A grant was refused", plain("state", "live")),
    GRANT_REVOKED(2, "grant.revoked", "A grant was revoked", plain("state", "live")),
    GRANT_EXPIRED(2, "grant.expired", "A grant reached its end", STATE),
    HOLD_PLACED("hold.placed", "A legal hold was placed", "visibility", "people", "conversations", "phrases"),
    HOLD_REVIEWED(2, "hold.reviewed", "Somebody found that a legal hold is still needed", plain("reviewDate"), "next"),
    HOLD_REVIEW_OVERDUE("hold.review-overdue", "Nobody has looked into a legal hold by the day it had to be reviewed"),
    HOLD_RELEASE_REQUESTED(2, "hold.release-requested", "Somebody asked that a legal hold be released", STATE),
    HOLD_RELEASED(2, "hold.released", "A second person released a legal hold", STATE),
    HOLD_DISPOSITION_REQUESTED(
            2, "hold.disposition-requested", "Somebody asked that what a released hold kept may be destroyed", STATE),
    HOLD_DISPOSED(2, "hold.disposed", "A second person allowed to destroy what a released hold kept", STATE),
    RETENTION_REQUESTED("retention.requested", "A retention policy was asked for", "rule", "class", "period"),
    RETENTION_APPROVED(
            2, "retention.approved", "A second person approved a retention policy", STATE, "rule", "class", "period"),
    RETENTION_REFUSED(
            2, "retention.refused", "A second person refused a retention policy", STATE, "rule", "class", "period"),
    RETENTION_RETIRE_REQUESTED(
            2,
            "retention.retire-requested",
            "Somebody asked to end a retention policy that demands to keep",
            STATE,
            "rule",
            "class",
            "period"),
    RETENTION_RETIRED(2, "retention.retired", "A retention policy was ended", STATE, "rule", "class", "period"),
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
    EXPORT_APPROVED(2, "export.approved", "An export was approved by a second person", STATE, "grantId", "format"),
    EXPORT_REFUSED(2, "export.refused", "An export was refused by a second person", STATE, "grantId", "format"),
    EXPORT_FAILED(
            2,
            "export.failed",
            "An export was not built, or can no longer be had",
            STATE,
            "grantId",
            "format",
            "reason"),
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
    FEED_APPROVED(
            2, "feed.approved", "A second person approved the authorisation of a feed", STATE, "client", "expiresAt"),
    FEED_REFUSED(2, "feed.refused", "A second person refused the authorisation of a feed", STATE, "client"),
    FEED_REVOKED(2, "feed.revoked", "The authorisation of a feed was ended", STATE, "client"),
    FEED_KEY_ADDED(
            "feed.key-added",
            "A public key of an outside archive was put on file",
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_KEY_APPROVED(
            2,
            "feed.key-approved",
            "A second person approved a public key of an outside archive",
            STATE,
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_KEY_REFUSED(
            2,
            "feed.key-refused",
            "A second person refused a public key of an outside archive",
            STATE,
            "client",
            "version",
            "algorithm",
            "thumbprint"),
    FEED_KEY_REVOKED(
            2,
            "feed.key-revoked",
            "Nothing is encrypted to a public key of an outside archive any more",
            STATE,
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
            2,
            "audit.erasure-approved",
            "A second person approved to erase what events say of a person",
            STATE,
            "ground"),
    AUDIT_ERASURE_REFUSED(
            2,
            "audit.erasure-refused",
            "A second person refused to erase what events say of a person",
            STATE,
            "ground"),
    AUDIT_ERASED(
            2,
            "audit.erased",
            "Bodies of events about a person were erased, their entries stay",
            STATE,
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
            2,
            "disclosure.delay-approved",
            "A second person approved to tell people later",
            plain("state", "effectiveUntil"),
            "ground",
            "until"),
    DISCLOSURE_DELAY_REFUSED(
            2,
            "disclosure.delay-refused",
            "A second person refused to tell people later",
            plain("state", "effectiveUntil"),
            "ground"),
    DISCLOSURE_DELAY_ENDED(
            2,
            "disclosure.delay-ended",
            "Somebody ended the delay before its time",
            plain("state", "effectiveUntil"),
            "ground"),
    SIEM_RECEIVER_ADDED(
            "siem.receiver-added", "Events are pushed to one more receiver", "kind", "destination", "digest"),
    SIEM_RECEIVER_CHANGED(
            2,
            "siem.receiver-changed",
            "A receiver of pushed events is another one now",
            plain("kind", "destination", "digest"),
            "kind",
            "destination",
            "digest"),
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
            2,
            "anomaly.rule-activated",
            "A second person put a version of a rule in force that looks for anomalies",
            plain("version", "enabled", "parameters"),
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
    private final List<ChangedField> changes;

    AuditAction(String code, String meaning, String... fields) {
        this(1, code, meaning, fields);
    }

    AuditAction(int version, String code, String meaning, String... fields) {
        this(version, code, meaning, List.of(), fields);
    }

    AuditAction(int version, String code, String meaning, List<ChangedField> changes, String... fields) {
        this.version = version;
        this.code = code;
        this.meaning = meaning;
        this.changes = List.copyOf(changes);
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

    /// Grows when the fields of the action, or those of its changes, are others.
    public int version() {
        return version;
    }

    /// The detail fields an event of this action may carry.
    public List<String> fields() {
        return fields;
    }

    /// Of what an event of this action may say what it was before and is after.
    public List<ChangedField> changes() {
        return changes;
    }

    public Optional<ChangedField> change(String name) {
        return changes.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    public void checkChange(String name) {
        if (change(name).isEmpty()) {
            throw new IllegalArgumentException(code + ".changes: " + name + " (expected one of: "
                    + changes.stream().map(ChangedField::name).toList() + ")");
        }
    }

    public void checkFields(Set<String> given) {
        for (String field : given) {
            if (!fields.contains(field)) {
                throw new IllegalArgumentException(code + ".detail: " + field + " (expected one of: " + fields + ")");
            }
        }
    }
}
