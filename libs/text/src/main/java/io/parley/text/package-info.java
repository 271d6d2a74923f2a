/// Takes the text out of files, in a process of its own that has bounds and nothing to lose: what is hostile there ends
/// that process and no other.
@NullMarked
package io.parley.text;

import org.jspecify.annotations.NullMarked;
