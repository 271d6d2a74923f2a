/// The registry of people. Every change becomes an event on the person topic in the same transaction.
@NullMarked
package io.parley.consent.person;

import org.jspecify.annotations.NullMarked;
