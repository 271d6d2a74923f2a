package io.parley.message.file;

import io.parley.contracts.ConversationId;
import io.parley.contracts.FileId;
import io.parley.contracts.MessageId;

/// A message that names a file.
///
/// @param seq of the fact that named it: the post's own, or that of an edit
public record FileLink(FileId file, ConversationId conversation, MessageId message, long seq) {}
