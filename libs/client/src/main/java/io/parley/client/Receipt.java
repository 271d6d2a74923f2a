package io.parley.client;

/// How far a member has got and read a conversation.
public record Receipt(ConversationId conversationId, PersonId personId, long deliveredSeq, long readSeq) {}
