/// The way out: search and view under a grant, each recorded before it is answered; and answers about the archive
/// itself.
@NullMarked
package io.parley.archive.reading;

import org.jspecify.annotations.NullMarked;
