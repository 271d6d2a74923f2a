package io.parley.consent.group;

/// What came of writing a group.
public sealed interface GroupOutcome {

    record Written(Group group) implements GroupOutcome {}

    record Unknown() implements GroupOutcome {}

    /// The group is no longer at the version that the caller had read.
    record Stale(Group current) implements GroupOutcome {}

    /// Somebody who is to be a member is not registered.
    record UnknownMember() implements GroupOutcome {}
}
