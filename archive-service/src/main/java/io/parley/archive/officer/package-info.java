/// What officers write when they ask, place or decide, checked in one place.
@NullMarked
package io.parley.archive.officer;

import org.jspecify.annotations.NullMarked;
