package io.parley.acceptance;

import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The region under test, as its users reach it, and the people who are signed in.
final class Region {

    /// All of them, which clients use in turn; the first is the one that the local runner calls `gateway`.
    static final List<URI> GATEWAYS = Arrays.stream(System.getProperty("parley.gateways", "http://localhost:8080")
                    .split(","))
            .map(URI::create)
            .toList();
    static final URI GATEWAY = GATEWAYS.getFirst();
    static final URI ISSUER = URI.create(System.getProperty("parley.issuer", "http://localhost:8090/parley"));
    static final Path ROOT =
            Path.of(System.getProperty("parley.root", "..")).toAbsolutePath().normalize();
    static final Path HOME =
            Path.of(System.getProperty("parley.home", ROOT.resolve(".parley").toString()));
    static final Path SCRIPT =
            Path.of(System.getProperty("parley.script", ROOT.resolve("parley").toString()));
    static final HttpClient HTTP = ParleyClient.newHttpClient();

    private static final Map<String, Persona> SIGNED_IN = new ConcurrentHashMap<>();

    private static final AtomicInteger TURN = new AtomicInteger();

    private Region() {}

    /// Whoever asks next comes to another gateway: what one knows, all know.
    static URI anyGateway() {
        return GATEWAYS.get(Math.floorMod(TURN.getAndIncrement(), GATEWAYS.size()));
    }

    /// Whether a second gateway and a second message-service run all the time.
    static boolean isDoubled() {
        return GATEWAYS.size() > 1;
    }

    /// A person of the local issuer, whose password is their name.
    static Persona person(String userName) {
        return SIGNED_IN.computeIfAbsent(userName, Region::signIn);
    }

    static Persona alice() {
        return person("alice");
    }

    static Persona bob() {
        return person("bob");
    }

    static Persona carol() {
        return person("carol");
    }

    /// The outside customer.
    static Persona dave() {
        return person("dave");
    }

    static Persona erinTheOfficer() {
        return person("erin");
    }

    static Persona frankTheApprover() {
        return person("frank");
    }

    static Persona graceTheAuditor() {
        return person("grace");
    }

    static Persona heidiThePrivacyOfficer() {
        return person("heidi");
    }

    static Persona ivanTheAdmin() {
        return person("ivan");
    }

    static Persona judyTheGuardian() {
        return person("judy");
    }

    static Persona kimTheOtherApprover() {
        return person("kim");
    }

    private static Persona signIn(String userName) {
        var tokens = OidcTokens.password(ISSUER, userName, userName, HTTP);
        return new Persona(userName, tokens, new ParleyClient(anyGateway(), tokens, HTTP));
    }
}
