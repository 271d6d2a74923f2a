package io.parley.local.region;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// One build of a Java process on disk: separate jars (a fat jar starts slowly) and, once trained, its class cache.
///
/// @param folder belongs to this build alone
/// @param program what follows the JVM's own options: `-jar x.jar`, or class path and main class
record Layout(Path folder, String name, List<String> program) {

    String build() {
        return folder.getFileName().toString();
    }

    Path cache() {
        return folder.resolve(name + ".aot");
    }

    boolean isTrained() {
        return Files.exists(cache());
    }
}
