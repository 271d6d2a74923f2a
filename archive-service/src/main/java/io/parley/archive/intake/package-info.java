/// The way in: accepted facts are judged, sealed under archive keys and written exactly once, in order.
@NullMarked
package io.parley.archive.intake;

import org.jspecify.annotations.NullMarked;
