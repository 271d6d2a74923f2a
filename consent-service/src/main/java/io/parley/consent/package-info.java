/// Who the people are, what they were told, what they answered, what that allows, and the keys to their words.
@NullMarked
package io.parley.consent;

import org.jspecify.annotations.NullMarked;
