package io.parley.archive.gate;

/// How one party stands towards the archive.
sealed interface Standing {

    record Holds(BasisEntry entry) implements Standing {}

    record Lacks(Withholding reason) implements Standing {}
}
