package io.parley.archive.hold;

import io.parley.archive.officer.Given;
import io.parley.contracts.Coded;
import org.jspecify.annotations.Nullable;

/// Whether those under a hold may know of it.
///
/// A silent one is for the case in which knowing of it would spoil what is looked into: it is told to the roles that
/// account for holds (officer, approver, auditor, privacy) and to no one else, and of these not to a person whom it
/// names or whose conversation it names, unless they placed it.
enum Visibility implements Coded {
    VISIBLE,
    SILENT;

    static Visibility of(@Nullable String code) {
        return Given.oneOf("visibility", values(), code);
    }
}
