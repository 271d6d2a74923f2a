/// What this region offers, described: OpenAPI of all services merged, AsyncAPI of the socket.
@NullMarked
package io.parley.gateway.document;

import org.jspecify.annotations.NullMarked;
