package io.parley.gateway.socket;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.parley.gateway.limit.TokenBucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The wire end of one session.
final class SessionHandler extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Session session;
    private final Host host;
    private final Lane<byte[]> lane;
    private final TokenBucket pace;

    /// What a gateway's sessions live on.
    record Host(Surroundings around, FrameDispatch dispatch, SessionEvents events, LoopQueues queues) {}

    SessionHandler(Session session, Host host, TokenBucket pace) {
        this.session = session;
        this.host = host;
        this.pace = pace;
        this.lane = new Lane<>(
                frame -> host.dispatch().handleAtOnce(session, frame),
                frame -> host.dispatch().handle(session, frame),
                session::pauseReading);
    }

    /// Put behind the handshake; makes its session as soon as it knows its channel.
    static final class Door extends io.netty.channel.ChannelInboundHandlerAdapter {

        private final Admission.Admitted admitted;
        private final Host host;
        private final TokenBucket pace;

        Door(Admission.Admitted admitted, Host host, TokenBucket pace) {
            this.admitted = admitted;
            this.host = host;
            this.pace = pace;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            var queue = host.queues().of(context.channel().eventLoop());
            var session = new Session(admitted, context.channel(), queue, host.around());
            host.around().sessions().open(session);
            var _ = context.pipeline().replace(this, "parley.session", new SessionHandler(session, host, pace));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        session.heard();
        switch (frame) {
            case TextWebSocketFrame text -> text(text);
            case PingWebSocketFrame ping ->
                context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()), context.voidPromise());
            case PongWebSocketFrame _ -> {}
            case CloseWebSocketFrame close -> close(context, close);
            case BinaryWebSocketFrame _ -> session.end(Ending.BAD_FRAME);
            default -> session.end(Ending.BAD_FRAME);
        }
    }

    private void text(TextWebSocketFrame frame) {
        host.around().metrics().heard();
        if (session.phase() == Session.Phase.ENDED) {
            return;
        }
        if (pace.take(1).isZero()) {
            lane.add(ByteBufUtil.getBytes(frame.content()));
        } else {
            session.end(Ending.TOO_MANY_REQUESTS);
        }
    }

    private void close(ChannelHandlerContext context, CloseWebSocketFrame close) {
        boolean answering = session.phase() != Session.Phase.ENDED;
        session.over();
        if (answering) {
            var _ = context.writeAndFlush(close.retain()).addListener(io.netty.channel.ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        session.writabilityChanged(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.over();
        host.events().disconnected(session);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof DecoderException) {
            session.end(Ending.BAD_FRAME);
        } else {
            LOG.debug("A connection failed: {}", cause.getClass().getSimpleName());
            session.over();
            context.close();
        }
    }
}
