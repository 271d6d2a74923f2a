package io.parley.local.issuer;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// @param url what stands as `iss` in every token
/// @param keyFile where the signing key is kept, so that tokens survive a restart
/// @param clients the confidential clients as `id=secret,id=secret`
/// @param redirectUris where a browser may be sent back to; for 127.0.0.1 any port
@ConfigurationProperties(value = "parley.issuer", ignoreUnknownFields = false)
record IssuerProperties(URI url, Path keyFile, String clients, List<String> redirectUris) {

    Map<String, String> clientSecrets() {
        return Arrays.stream(clients.split(","))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Override
    public String toString() {
        return "IssuerProperties[url=" + url + "]";
    }
}
