/// What `./parley` runs: one class per command.
@NullMarked
package io.parley.local.cli;

import org.jspecify.annotations.NullMarked;
