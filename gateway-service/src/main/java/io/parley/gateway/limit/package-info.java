/// How fast one person may go.
@NullMarked
package io.parley.gateway.limit;

import org.jspecify.annotations.NullMarked;
