package io.parley.message.file;

import io.parley.contracts.FileId;
import io.parley.contracts.PersonId;

/// A person who wants to send a file.
public record FileUse(FileId file, PersonId sender) {}
