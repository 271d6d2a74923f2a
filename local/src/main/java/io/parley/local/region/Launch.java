package io.parley.local.region;

import java.util.List;
import java.util.Map;

/// How a process is started.
///
/// @param build names what it runs; another value means that a restart would run something newer
record Launch(List<String> command, Map<String, String> environment, String build, boolean full) {}
