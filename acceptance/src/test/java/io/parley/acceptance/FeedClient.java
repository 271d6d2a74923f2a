package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.ArchiveFeed;
import io.parley.client.ArchiveFeed.AuthorisationRequest;
import io.parley.client.OidcTokens;
import io.parley.client.ParleyClient;
import io.parley.client.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;

/// The outside archive, and the two persons who let it pull.
record FeedClient(OidcTokens tokens, ArchiveFeed feed) {

    static final String ID = "parley-feed";

    static FeedClient signedIn() {
        OidcTokens tokens = OidcTokens.clientCredentials(Region.ISSUER, ID, secret(), "archive.feed", Region.HTTP);
        return new FeedClient(tokens, new ParleyClient(Region.GATEWAY, tokens, Region.HTTP).feed());
    }

    Raw http() {
        return Raw.as(tokens.get());
    }

    /// @return the authorisation
    static String authorised() {
        ArchiveFeed officer = Region.erinTheOfficer().api().feed();
        String asked = officer.request(new AuthorisationRequest(
                        ID,
                        "Outside Archives Ltd",
                        "record-keeping",
                        Officers.newCase(),
                        "Kept outside, by contract",
                        Instant.now().plus(Duration.ofDays(1))))
                .authorisationId();
        assertThatThrownBy(() -> officer.approve(asked, "my own")).isInstanceOf(ProblemException.class);
        assertThat(approver().approve(asked, "reviewed").state()).isEqualTo("approved");
        return asked;
    }

    /// @return its version, greater than that of all keys before
    int approvedKey(KeyPair pair) {
        int version =
                feed.keys().stream().mapToInt(ArchiveFeed.Key::version).max().orElse(0) + 1;
        ArchiveFeed.Key proposed = feed.putKey(version, pair.getPublic());
        assertThat(proposed.state()).isEqualTo("proposed");
        assertThat(approver().approveKey(ID, version, "compared").thumbprint()).isEqualTo(proposed.thumbprint());
        return version;
    }

    private static ArchiveFeed approver() {
        return Region.frankTheApprover().api().feed();
    }

    private static String secret() {
        try {
            return Files.readString(Region.HOME.resolve("secret").resolve("client-" + ID))
                    .strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
