/// The one way of a message in: checked, encrypted under its author's key, submitted, answered. Frames and REST share
/// it.
@NullMarked
package io.parley.gateway.send;

import org.jspecify.annotations.NullMarked;
