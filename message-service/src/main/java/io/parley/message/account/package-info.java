/// What was accepted, in numbers, for the archive's reconciliation.
@NullMarked
package io.parley.message.account;

import org.jspecify.annotations.NullMarked;
