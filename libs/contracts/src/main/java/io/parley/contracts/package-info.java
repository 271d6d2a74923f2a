/// What the services say to each other and to the world: ids, event topics, error codes and the audit catalogue.
///
/// Nothing here knows Spring, a store or a transport, so clients, checkers and services can share it.
@NullMarked
package io.parley.contracts;

import org.jspecify.annotations.NullMarked;
