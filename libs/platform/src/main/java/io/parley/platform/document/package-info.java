/// The OpenAPI document's common parts.
@NullMarked
package io.parley.platform.document;

import org.jspecify.annotations.NullMarked;
