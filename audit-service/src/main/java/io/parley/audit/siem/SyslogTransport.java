package io.parley.audit.siem;

import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Syslog over TLS (RFC 5425). The protocol has no acknowledgement of a message, and what was written to a connection
/// that then breaks may be lost. So a batch is a connection: we close our half and count the batch as delivered when
/// the receiver answers with its own `close_notify`, as it must (RFC 5425 §4.4) and can only after it has read all.
final class SyslogTransport implements Transport {

    private final SiemProperties.Syslog settings;
    private final String host;
    private final Duration timeout;
    private final SSLSocketFactory tls;

    /// @param host told as the origin of the messages
    SyslogTransport(SiemProperties.Syslog settings, String host, Duration timeout, SSLSocketFactory tls) {
        this.settings = settings;
        this.host = host;
        this.timeout = timeout;
        this.tls = tls;
    }

    @Override
    public void deliver(Batch batch) throws NotDelivered {
        if (batch.events().isEmpty()) {
            return;
        }
        try (var plain = new WatchedSocket()) {
            plain.connect(new InetSocketAddress(settings.host(), settings.port()), Math.toIntExact(timeout.toMillis()));
            plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            deliver(batch, plain);
        } catch (SSLException untrusted) {
            throw new NotDelivered("tls", untrusted);
        } catch (IOException unreachable) {
            throw new NotDelivered("unreachable", unreachable);
        }
    }

    private void deliver(Batch batch, WatchedSocket plain) throws IOException, NotDelivered {
        try (SSLSocket socket = secured(plain)) {
            OutputStream out = new BufferedOutputStream(socket.getOutputStream());
            for (Outgoing event : batch.events()) {
                out.write(SyslogLine.frame(event, host));
            }
            out.flush();
            socket.shutdownOutput();
            awaitClose(socket.getInputStream());
            if (plain.broken) {
                throw new NotDelivered("unconfirmed", null);
            }
        }
    }

    private SSLSocket secured(Socket plain) throws IOException {
        var socket = (SSLSocket) tls.createSocket(plain, settings.host(), settings.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static void awaitClose(InputStream in) throws IOException, NotDelivered {
        if (in.read() >= 0) {
            throw new NotDelivered("unexpected-answer", null);
        }
    }

    /// Knows whether its peer ended the connection below TLS, which the JDK takes for a `close_notify` and which is
    /// none:
    /// a process that died ends it like that too.
    private static final class WatchedSocket extends Socket {

        private volatile boolean broken;

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    return watched(super.read());
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    return watched(super.read(bytes, offset, length));
                }

                private int watched(int read) {
                    broken |= read < 0;
                    return read;
                }
            };
        }
    }
}
