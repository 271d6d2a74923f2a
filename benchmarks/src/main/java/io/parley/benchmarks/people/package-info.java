/// The people of a benchmark: registered through SCIM as a customer's directory would, and reused by the next run.
@NullMarked
package io.parley.benchmarks.people;

import org.jspecify.annotations.NullMarked;
