package io.parley.archive.retention;

/// One record and what the rule says of it.
record Judgement(Retainable one, Fate fate) {}
