package io.parley.benchmarks.socket;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// The one thread on which all sockets live. Native epoll where it is there: its timers are exact to microseconds,
/// those of Java's selector to a millisecond.
public final class Loop implements AutoCloseable {

    private static final int READ_BYTES = 16 * 1024;
    private static final int CONNECT_MILLIS = 10_000;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final Bootstrap bootstrap;
    private final URI gateway;
    private final Wire.Scratch scratch = new Wire.Scratch();

    public Loop(URI gateway) {
        this.gateway = gateway;
        boolean epoll = Epoll.isAvailable();
        this.group =
                new MultiThreadIoEventLoopGroup(1, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        this.loop = group.next();
        this.bootstrap = new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .remoteAddress(new InetSocketAddress(gateway.getHost(), gateway.getPort()));
    }

    /// Opens a socket and says hello on it. Call it on the loop.
    public Wire connect(String token, byte[] hello, SocketEvents events) {
        Wire wire = new Wire(opening(token), hello, scratch, events);
        var _ = bootstrap
                .clone()
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline().addLast(wire);
                    }
                })
                .connect()
                .addListener(done -> {
                    if (!done.isSuccess()) {
                        wire.failed(done.cause());
                    }
                });
        return wire;
    }

    /// Does something on the loop and waits for its result.
    public <T> T call(Callable<T> question) throws InterruptedException {
        try {
            return loop.submit(question).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("on the loop: " + e.getCause(), e.getCause());
        }
    }

    public void run(Runnable action) {
        loop.execute(action);
    }

    public void after(long nanos, Runnable action) {
        var _ = loop.schedule(action, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    private byte[] opening(String token) {
        return """
                GET /v1/socket HTTP/1.1\r
                Host: %s:%d\r
                Upgrade: websocket\r
                Connection: Upgrade\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Protocol: parley.v1.json\r
                Authorization: Bearer %s\r
                \r
                """.formatted(gateway.getHost(), gateway.getPort(), token).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        var _ = group.shutdownGracefully(0, Duration.ofSeconds(1).toMillis(), TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
    }
}
