package io.parley.audit.log;

/// @param note the checkpoint's text with its signature, exactly as published
record SignedCheckpoint(long size, Hash root, String note) {}
