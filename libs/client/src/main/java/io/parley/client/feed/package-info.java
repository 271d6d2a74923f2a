/// Reads the archive's feed into another archive: pulls, opens, checks, and keeps its place. Java alone.
@NullMarked
package io.parley.client.feed;

import org.jspecify.annotations.NullMarked;
