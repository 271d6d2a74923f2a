/// The limits this service holds to, as an operator may set them.
@NullMarked
package io.parley.message.policy;

import org.jspecify.annotations.NullMarked;
