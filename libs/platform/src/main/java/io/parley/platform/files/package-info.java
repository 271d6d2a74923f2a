/// The bytes of files that messages name, for the archive's own copies.
@NullMarked
package io.parley.platform.files;

import org.jspecify.annotations.NullMarked;
