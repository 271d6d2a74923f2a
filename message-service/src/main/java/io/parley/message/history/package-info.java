/// What was said, replayed in order: opened for members, sealed for the gateways.
@NullMarked
package io.parley.message.history;

import org.jspecify.annotations.NullMarked;
