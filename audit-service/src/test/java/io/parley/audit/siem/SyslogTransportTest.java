package io.parley.audit.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.testing.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogTransportTest {

    private static final Batch BATCH = new Batch(
            0,
            2,
            List.of(
                    new Outgoing(0, "2026-03-01T12:00:00.120Z", "a.b", "s", 1, "{\"metadata\":{\"sequence\":0}}"),
                    new Outgoing(1, "2026-03-01T12:00:00.120Z", "a.b", "s", 1, "{\"metadata\":{\"sequence\":1}}")));

    private final TestCertificates certificates;

    SyslogTransportTest(@TempDir Path folder) {
        certificates = TestCertificates.in(folder);
    }

    @Test
    void isDeliveredWhenTheReceiverHasReadAllAndSaysSo() throws Exception {
        SyslogReceiver receiver = SyslogReceiver.start(certificates.serverContext());

        transport("localhost", receiver.port(), certificates.clientContext()).deliver(BATCH);

        receiver.received().assertWhole(Set.of());
        assertThat(receiver.received().last()).isEqualTo(1);
    }

    /// The JDK tells no difference to a proper end: `read` returns -1 in both cases.
    @Test
    void isNotDeliveredWhenTheReceiverDiesAfterTheLastMessage() {
        SyslogReceiver receiver = SyslogReceiver.start(certificates.serverContext());
        receiver.die(0, 1);

        assertReason(transport("localhost", receiver.port(), certificates.clientContext()), "unconfirmed");
        assertThat(receiver.received().events()).isEmpty();
    }

    @Test
    void nothingIsSaidToWhomIsNotTrustedOrHasAnotherName() throws Exception {
        SyslogReceiver receiver = SyslogReceiver.start(certificates.serverContext());

        assertReason(transport("localhost", receiver.port(), SSLContext.getDefault()), "tls");
        assertReason(transport("127.0.0.1", receiver.port(), certificates.clientContext()), "tls");
        assertThat(receiver.received().events()).isEmpty();
    }

    private static void assertReason(Transport transport, String reason) {
        assertThatThrownBy(() -> transport.deliver(BATCH))
                .isInstanceOfSatisfying(
                        NotDelivered.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason));
    }

    private static Transport transport(String host, int port, SSLContext tls) {
        SSLSocketFactory sockets = tls.getSocketFactory();
        return new SyslogTransport(
                new SiemProperties.Syslog(host, port, ""), "parley-eu", Duration.ofSeconds(5), sockets);
    }
}
