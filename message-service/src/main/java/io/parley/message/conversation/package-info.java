/// Conversations as their members see them: opening, membership, read marks, archive state.
@NullMarked
package io.parley.message.conversation;

import org.jspecify.annotations.NullMarked;
