/// The archive's own copies of the files that archived messages name: fetched by workers, under the author's archive
/// key,
/// sealed like decisions, and gone with their message.
@NullMarked
package io.parley.archive.file;

import org.jspecify.annotations.NullMarked;
