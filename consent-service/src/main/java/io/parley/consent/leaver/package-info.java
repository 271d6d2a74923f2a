/// What happens when a person leaves: each step is recorded, retried until it is done, and visible.
@NullMarked
package io.parley.consent.leaver;

import org.jspecify.annotations.NullMarked;
