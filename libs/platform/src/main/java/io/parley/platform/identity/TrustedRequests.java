package io.parley.platform.identity;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.http.client.JdkClientHttpRequestFactory;

/// Outgoing HTTP with short patience, and with trust in the authorities that an SSL bundle names.
final class TrustedRequests {

    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(5);

    private final SslBundles bundles;

    TrustedRequests(SslBundles bundles) {
        this.bundles = bundles;
    }

    /// @param bundle name of an SSL bundle; empty: what the JVM trusts
    JdkClientHttpRequestFactory by(String bundle) {
        HttpClient.Builder client =
                HttpClient.newBuilder().connectTimeout(CONNECT).version(HttpClient.Version.HTTP_1_1);
        if (!bundle.isEmpty()) {
            client.sslContext(bundles.getBundle(bundle).createSslContext());
        }
        var requests = new JdkClientHttpRequestFactory(client.build());
        requests.setReadTimeout(READ);
        return requests;
    }
}
