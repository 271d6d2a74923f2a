/// Rotation of the region's index key: everything is indexed anew under a newer one, and the old one is destroyed.
@NullMarked
package io.parley.archive.index;

import org.jspecify.annotations.NullMarked;
