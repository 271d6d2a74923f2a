package io.parley.audit.siem;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import tools.jackson.databind.JsonNode;

/// A syslog collector over TLS that can die in the two ways that lose messages.
final class SyslogReceiver {

    private final SSLContext tls;
    private final ServerSocket listening;
    private final Received received = new Received();
    private final AtomicInteger inTheMiddle = new AtomicInteger();
    private final AtomicInteger afterTheLast = new AtomicInteger();
    private final AtomicInteger offences = new AtomicInteger();

    private SyslogReceiver(SSLContext tls, ServerSocket listening) {
        this.tls = tls;
        this.listening = listening;
    }

    static SyslogReceiver start(SSLContext tls) {
        try {
            SyslogReceiver receiver =
                    new SyslogReceiver(tls, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("syslog-receiver").start(receiver::accept);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    Received received() {
        return received;
    }

    /// Messages that were not by the standard.
    int offences() {
        return offences.get();
    }

    /// So many of the next connections end after a message, and so many after all of them were read and before any was
    /// kept. Neither says a last word of TLS.
    void die(int middle, int end) {
        inTheMiddle.set(middle);
        afterTheLast.set(end);
    }

    boolean hasDied() {
        return inTheMiddle.get() + afterTheLast.get() == 0;
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket plain = listening.accept();
                    SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, false)) {
                take(plain, new BufferedInputStream(socket.getInputStream()));
            } catch (IOException broken) {
                System.err.println("syslog receiver: " + broken.getMessage());
            } catch (IllegalArgumentException notByTheStandard) {
                offences.incrementAndGet();
            }
        }
    }

    private void take(Socket plain, InputStream in) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        for (Optional<SyslogParser.Message> next = SyslogParser.next(in);
                next.isPresent();
                next = SyslogParser.next(in)) {
            read.add(next.get().ocsf());
            if (count(inTheMiddle)) {
                plain.close();
                return;
            }
        }
        if (!read.isEmpty() && count(afterTheLast)) {
            plain.close();
            return;
        }
        read.forEach(received::add);
    }

    private static boolean count(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }
}
