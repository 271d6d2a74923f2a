/// How much message-service accepted, so that the archive can account for all of it.
@NullMarked
package io.parley.platform.accounts;

import org.jspecify.annotations.NullMarked;
