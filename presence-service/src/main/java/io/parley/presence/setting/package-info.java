/// Asking for people's presence and choosing one's own.
@NullMarked
package io.parley.presence.setting;

import org.jspecify.annotations.NullMarked;
