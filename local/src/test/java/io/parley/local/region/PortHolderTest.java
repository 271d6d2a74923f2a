package io.parley.local.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PortHolderTest {

    @Test
    void aPortSomebodyListensOnIsTaken() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.isTaken(socket.getLocalPort())).isTrue();
        }
    }

    @Test
    void aPortIsFreeAgainAfterwards() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(PortHolder.isTaken(port)).isFalse();
    }

    @Test
    void theProcessThatListensIsFound() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/net/tcp")));
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.find(socket.getLocalPort())).contains(ProcessHandle.current());
        }
    }
}
