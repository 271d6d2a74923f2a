/// Data keys from consent-service and the encryption of content under them.
@NullMarked
package io.parley.platform.keys;

import org.jspecify.annotations.NullMarked;
