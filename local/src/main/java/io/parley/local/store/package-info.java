/// PostgreSQL, Redis and Kafka without an installation: their executables come out of Maven artifacts.
@NullMarked
package io.parley.local.store;

import org.jspecify.annotations.NullMarked;
