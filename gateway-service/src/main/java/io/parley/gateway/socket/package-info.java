/// WebSocket sessions on bare Netty: no reactive object per frame, one buffer per message however many receive it.
@NullMarked
package io.parley.gateway.socket;

import org.jspecify.annotations.NullMarked;
