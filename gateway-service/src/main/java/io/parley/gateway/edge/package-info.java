/// Who may come in: token check, body size, problem documents. Nothing behind it needs to know HTTP headers.
@NullMarked
package io.parley.gateway.edge;

import org.jspecify.annotations.NullMarked;
