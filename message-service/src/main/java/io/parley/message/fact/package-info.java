/// What a conversation's record consists of: numbered facts, as they are stored and as they are published.
@NullMarked
package io.parley.message.fact;

import org.jspecify.annotations.NullMarked;
