/// What of a conversation a person may read: every way to read messages asks here.
@NullMarked
package io.parley.message.visibility;

import org.jspecify.annotations.NullMarked;
