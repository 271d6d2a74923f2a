package io.parley.text.worker;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImplFactory;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;

/// Takes the network away from everything in this process: a document that names an address reaches nobody.
final class NoNetwork {

    private NoNetwork() {}

    static void install() throws IOException {
        SocketImplFactory refusing = () -> {
            throw new SecurityException("network: refused");
        };
        Socket.setSocketImplFactory(refusing);
        ServerSocket.setSocketFactory(refusing);
        URL.setURLStreamHandlerFactory(protocol -> switch (protocol) {
            // How classes and their resources are found.
            case "file", "jar", "jrt" -> null;
            default -> new Refusing();
        });
    }

    private static final class Refusing extends URLStreamHandler {

        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("network: refused");
        }
    }
}
