/// Files from the first byte to the download: uploads in parts, a key per file, links from messages, thumbnails.
@NullMarked
package io.parley.message.file;

import org.jspecify.annotations.NullMarked;
