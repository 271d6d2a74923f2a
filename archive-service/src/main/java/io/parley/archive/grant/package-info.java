/// Permission to read: asked for by one person, given by another, limited in scope and time.
@NullMarked
package io.parley.archive.grant;

import org.jspecify.annotations.NullMarked;
