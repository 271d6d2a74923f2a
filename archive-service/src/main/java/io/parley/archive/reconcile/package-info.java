/// Compares what the archive accounts for with what message-service accepted, nightly and when somebody asks.
@NullMarked
package io.parley.archive.reconcile;

import org.jspecify.annotations.NullMarked;
