/// What a person, and the gateway on their behalf, sees of themselves.
@NullMarked
package io.parley.consent.profile;

import org.jspecify.annotations.NullMarked;
