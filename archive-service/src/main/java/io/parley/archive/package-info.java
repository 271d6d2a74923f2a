/// Archived records, the gate before them, and the grants without which nobody reads them (architecture §4, §5).
@NullMarked
package io.parley.archive;

import org.jspecify.annotations.NullMarked;
