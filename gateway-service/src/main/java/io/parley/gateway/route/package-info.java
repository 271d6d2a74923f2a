/// Which service answers which path.
@NullMarked
package io.parley.gateway.route;

import org.jspecify.annotations.NullMarked;
