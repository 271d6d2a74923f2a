/// The feed for outside archives: every archived decision under a number, encrypted to the reader, under an
/// authorisation of two persons.
@NullMarked
package io.parley.archive.feed;

import org.jspecify.annotations.NullMarked;
