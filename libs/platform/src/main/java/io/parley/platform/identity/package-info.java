/// Who calls: token checks, the people registry's view, roles, and service-to-service tokens.
@NullMarked
package io.parley.platform.identity;

import org.jspecify.annotations.NullMarked;
