/// What the answers allow: the ground, or none, of each purpose for each person at each instant.
@NullMarked
package io.parley.consent.basis;

import org.jspecify.annotations.NullMarked;
