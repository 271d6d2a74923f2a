package io.parley.consent.key;

import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// A data key was destroyed, in the transaction that is still open.
///
/// @param owner null: the region
public record KeyGone(@Nullable PersonId owner, KeyPurpose purpose, YearMonth month) {}
