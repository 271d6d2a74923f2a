package io.parley.archive.hold;

import io.parley.platform.problem.DomainException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Whether those under a hold may know of it.
///
/// A silent one is for the case in which knowing of it would spoil what is looked into: it is told to the roles that
/// account for holds (officer, approver, auditor, privacy) and to no one else, and of these not to a person whom it
/// names or whose conversation it names, unless they placed it.
enum Visibility {
    VISIBLE,
    SILENT;

    static Visibility of(@Nullable String code) {
        return Arrays.stream(values())
                .filter(visibility -> visibility.code().equals(code))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("visibility", "visible or silent"));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
