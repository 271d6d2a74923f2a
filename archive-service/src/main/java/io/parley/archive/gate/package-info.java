/// May this message enter the archive? The rule (`ConsentGate`) and the archive's own view of the bases it judges by.
@NullMarked
package io.parley.archive.gate;

import org.jspecify.annotations.NullMarked;
