/// How long archived records are kept: policies made by two persons, the rule that weighs them, and the sweep that
/// destroys what is due.
@NullMarked
package io.parley.archive.retention;

import org.jspecify.annotations.NullMarked;
