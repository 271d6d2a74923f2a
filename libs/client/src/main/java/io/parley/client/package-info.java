/// Java SDK of Parley's public API: typed REST calls ([io.parley.client.ParleyClient]) and a socket that reconnects by
/// itself and hands every conversation's events on once and in order ([io.parley.client.ParleySocket]).
@NullMarked
package io.parley.client;

import org.jspecify.annotations.NullMarked;
