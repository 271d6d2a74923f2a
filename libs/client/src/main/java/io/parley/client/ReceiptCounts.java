package io.parley.client;

/// How many members of a large conversation have got and read one number.
public record ReceiptCounts(ConversationId conversationId, long seq, int delivered, int read) {}
