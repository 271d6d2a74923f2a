package io.parley.gateway.socket;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import java.util.function.Function;
import reactor.netty.NettyPipeline;

/// Stands in front of the reactive server's handlers and takes a connection away from them when it asks to become our
/// WebSocket; every other request passes untouched.
@ChannelHandler.Sharable
final class SocketUpgrade extends ChannelInboundHandlerAdapter {

    static final String PATH = "/v1/socket";

    private final Function<HttpRequest, ChannelHandler> handshakes;

    SocketUpgrade(Function<HttpRequest, ChannelHandler> handshakes) {
        this.handshakes = handshakes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request && isForSocket(request)) {
            context.channel().config().setAutoRead(false);
            removeReactive(context);
            var _ = context.pipeline().replace(this, "parley.handshake", handshakes.apply(request));
        } else {
            context.fireChannelRead(message);
        }
    }

    private static boolean isForSocket(HttpRequest request) {
        return request.decoderResult().isSuccess()
                && HttpMethod.GET.equals(request.method())
                && path(request.uri()).equals(PATH)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private static void removeReactive(ChannelHandlerContext context) {
        ChannelPipeline pipeline = context.pipeline();
        List<String> names = pipeline.names();
        for (String name : names.subList(names.indexOf(context.name()) + 1, names.size())) {
            if (pipeline.get(name) != null) {
                var _ = pipeline.remove(name);
            }
        }
        if (pipeline.get(NettyPipeline.IdleTimeoutHandler) != null) {
            var _ = pipeline.remove(NettyPipeline.IdleTimeoutHandler);
        }
    }
}
