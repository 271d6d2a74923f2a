/// The one writer of each conversation: commands in, numbered facts out.
///
/// A partition of the submitted topic has one owner, so a conversation has one writer. Its state sits in memory, each
/// polled batch becomes one transaction, and a stale owner is fenced by a compare-and-set on the conversation's row.
/// The submitted topic is the outbox: offsets are committed only after the outcomes are published.
@NullMarked
package io.parley.message.sequence;

import org.jspecify.annotations.NullMarked;
