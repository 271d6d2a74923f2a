/// Words, and the keyed digests by which they are found without being stored.
@NullMarked
package io.parley.archive.search;

import org.jspecify.annotations.NullMarked;
