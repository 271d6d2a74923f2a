package io.parley.gateway.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.util.ReferenceCountUtil;
import io.parley.platform.problem.DomainException;

/// One connection between its upgrade request and its session: checks who it is on a virtual thread, then either
/// becomes a WebSocket or is answered with a problem document and closed.
final class Handshake extends ChannelInboundHandlerAdapter {

    private final HttpRequest request;
    private final Admission admission;

    Handshake(HttpRequest request, Admission admission) {
        this.request = request;
        this.admission = admission;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        Thread.startVirtualThread(() -> check(context));
    }

    /// The request's end is all that may come here; a client must wait for the answer before it sends frames.
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    private void check(ChannelHandlerContext context) {
        try {
            Admission.Admitted admitted = admission.check(request);
            context.executor().execute(() -> upgrade(context, admitted));
        } catch (DomainException refused) {
            context.executor().execute(() -> refuse(context, refused));
        }
    }

    private void upgrade(ChannelHandlerContext context, Admission.Admitted admitted) {
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshakerFactory(
                        SocketUpgrade.PATH, Admission.SUBPROTOCOL, admission.decoding())
                .newHandshaker(request);
        if (handshaker == null) {
            var _ = WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        var whole = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                request.method(),
                request.uri(),
                Unpooled.EMPTY_BUFFER,
                request.headers(),
                EmptyHttpHeaders.INSTANCE);
        var _ = handshaker.handshake(context.channel(), whole).addListener(done -> {
            if (done.isSuccess()) {
                begin(context, admitted);
            } else {
                var _ = context.close();
            }
        });
    }

    private void begin(ChannelHandlerContext context, Admission.Admitted admitted) {
        int most = admission.decoding().maxFramePayloadLength();
        context.pipeline()
                .addLast("parley.whole-frames", new WebSocketFrameAggregator(most))
                .addLast("parley.session", admission.session(admitted))
                .remove(this);
        context.channel().config().setAutoRead(true);
    }

    private void refuse(ChannelHandlerContext context, DomainException refused) {
        byte[] body = admission.problem(refused, request);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(refused.code().status()),
                Unpooled.wrappedBuffer(body));
        admission.headers(refused).forEach((name, values) -> response.headers().set(name, values));
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        var _ = context.channel().writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
