/// The service that owns conversations, their members and the order of what is said in them.
@NullMarked
package io.parley.message;

import org.jspecify.annotations.NullMarked;
