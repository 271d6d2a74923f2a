package io.parley.contracts;

import java.util.List;
import java.util.Set;

/// The closed catalogue of what is recorded. An event may carry only the detail fields named here; none is free text.
public enum AuditAction {
    PERSON_CREATED("person.created", "A person was added to the registry", "kind", "homeRegion", "version"),
    PERSON_CHANGED("person.changed", "A person's registry entry changed", "fields", "version"),
    PERSON_FROZEN("person.frozen", "A person's account was frozen", "version"),
    PERSON_UNFROZEN("person.unfrozen", "A person's account was opened again", "version"),
    NOTICE_DRAFTED("notice.drafted", "A notice or a version of it was drafted", "purpose", "kind", "version"),
    NOTICE_PUBLISHED("notice.published", "A version of a notice took effect", "purpose", "kind", "version", "material"),
    ANSWER_RECORDED(
            "answer.recorded", "A person answered a notice", "purpose", "noticeId", "version", "locale", "answer"),
    CONSENT_WITHDRAWN("consent.withdrawn", "A person withdrew from a purpose", "purpose", "answerId"),
    BASIS_READ("basis.read", "Someone asked whether processing is allowed for a person", "purpose"),
    KEY_CREATED("key.created", "A data key was made", "store", "month"),
    KEY_DESTROYED("key.destroyed", "A data key was destroyed", "store", "month"),
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
    GRANT_REFUSED("grant.refused", "A grant was refused"),
    GRANT_REVOKED("grant.revoked", "A grant was revoked"),
    GRANT_EXPIRED("grant.expired", "A grant reached its end"),
    ARCHIVE_SEARCHED("archive.searched", "The archive was searched under a grant", "grantId", "results", "terms"),
    ARCHIVE_VIEWED("archive.viewed", "An archived record was read under a grant", "grantId"),
    ARCHIVE_BASIS_READ("archive.basis-read", "Someone asked why a record was archived"),
    ARCHIVE_COVERAGE_READ("archive.coverage-read", "Someone asked how completely a conversation is archived"),
    AUDIT_QUERIED("audit.queried", "The audit log was queried", "filters", "results"),
    ACCESS_REFUSED("access.refused", "A request was refused", "code", "method", "path");

    private final String code;
    private final String meaning;
    private final List<String> fields;

    AuditAction(String code, String meaning, String... fields) {
        this.code = code;
        this.meaning = meaning;
        this.fields = List.of(fields);
    }

    public String code() {
        return code;
    }

    public String meaning() {
        return meaning;
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
