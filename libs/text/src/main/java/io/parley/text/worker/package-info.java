/// What runs in the worker's process. The parsers are on its class path alone.
@NullMarked
package io.parley.text.worker;

import org.jspecify.annotations.NullMarked;
