/// Destroying data keys, which erases what they sealed wherever it lies: asked for by one person, decided by another,
/// and
/// refused while a hold or a statutory period needs them.
@NullMarked
package io.parley.consent.destruction;

import org.jspecify.annotations.NullMarked;
