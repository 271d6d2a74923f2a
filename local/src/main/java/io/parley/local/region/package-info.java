/// A region on one machine: its folders, ports, secrets and processes.
///
/// Every store and every service is an operating-system process of its own, so that a fault test can end any
/// of them as a power cut would. Nothing stays in memory between two commands: what runs is read from the
/// process-id files, and a file whose process is gone counts as "not running".
@NullMarked
package io.parley.local.region;

import org.jspecify.annotations.NullMarked;
