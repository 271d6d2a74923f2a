/// What participants see: whether their conversation is being archived, and why not.
@NullMarked
package io.parley.archive.state;

import org.jspecify.annotations.NullMarked;
