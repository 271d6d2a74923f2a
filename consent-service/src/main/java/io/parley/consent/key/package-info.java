/// Data keys: who may read a person's words holds one; who destroys it erases them everywhere.
@NullMarked
package io.parley.consent.key;

import org.jspecify.annotations.NullMarked;
