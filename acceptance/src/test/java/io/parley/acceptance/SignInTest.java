package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SignInTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void tellsPeopleWhoTheyAre() {
        JsonNode me = Region.alice().http().get("/v1/me").hasStatus(200).json();

        assertThat(me.path("userName").asString()).isEqualTo("alice");
        assertThat(me.path("personId").asString()).matches("[0-9a-f-]{36}");
        assertThat(me.path("displayName").asString()).isNotBlank();
        assertThat(me.path("kind").asString()).isEqualTo("employee");
        assertThat(me.path("region").asString()).isEqualTo("eu");
        assertThat(me.path("state").asString()).isEqualTo("active");
        assertThat(me.path("pendingNotices").isInt()).isTrue();
        assertThat(me.path("roles").valueStream().map(JsonNode::asString)).contains("member");
    }

    @Test
    void givesTheCustomerAndTheOfficerTheirKindAndRoles() {
        assertThat(Region.dave().api().people().me().kind()).isEqualTo("guest");
        assertThat(Region.erinTheOfficer().api().people().me().roles())
                .contains("officer")
                .doesNotContain("approver");
        assertThat(Region.frankTheApprover().api().people().me().roles()).contains("approver");
    }

    @Test
    void asksForATokenWhereNoneIsGiven() {
        for (String path : new String[] {"/v1/me", "/v1/conversations", "/v1/audit/events", "/v1/presence"}) {
            var answer = Raw.anonymous().get(path).isProblem(401, "unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @Test
    void refusesWhatIsNoToken() {
        Raw.as("not-a-token").get("/v1/me").isProblem(401, "unauthenticated");
    }

    @Test
    void refusesAnExpiredToken() throws Exception {
        String token = shortToken("alice");
        Wait.shortly()
                .untilAsserted(
                        () -> assertThat(Raw.as(token).get("/v1/me").status()).isEqualTo(401));
        var answer = Raw.as(token).get("/v1/me").hasStatus(401);
        assertThat(answer.json().path("code").asString()).isIn("token-expired", "unauthenticated");
    }

    @Test
    void refusesATokenOfAForeignIssuer() throws GeneralSecurityException {
        Raw.as(selfSigned("https://elsewhere.example")).get("/v1/me").isProblem(401, "unauthenticated");
    }

    @Test
    void refusesATokenThatClaimsOurIssuerUnderAnotherKey() throws GeneralSecurityException {
        Raw.as(selfSigned(Region.ISSUER.toString())).get("/v1/me").isProblem(401, "unauthenticated");
    }

    @Test
    void refusesAnUnsignedToken() {
        String header = base64("{\"alg\":\"none\"}");
        Raw.as(header + "." + claims(Region.ISSUER.toString()) + ".")
                .get("/v1/me")
                .isProblem(401, "unauthenticated");
    }

    @Test
    void doesNotKnowAPersonWhoWasNeverRegistered() {
        Newcomer.stranger().http().get("/v1/me").isProblem(403, "person-unknown");
    }

    @Test
    void sendsAPersonOfAnotherRegionHome() {
        Persona traveller = Newcomer.stranger();
        String user = Newcomer.user(traveller.name(), Newcomer.subject(traveller), "employee")
                .replace("\"region\":\"eu\"", "\"region\":\"cn\"");
        Newcomer.scim().post("/scim/v2/Users", user).hasStatus(201);

        Wait.shortly().untilAsserted(() -> {
            var answer = traveller.http().get("/v1/me").isProblem(421, "wrong-region");
            assertThat(answer.json().path("homeRegion").asString()).isEqualTo("cn");
        });
    }

    @Test
    void theIssuerDescribesItself() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(Region.ISSUER + "/.well-known/openid-configuration"))
                .build();
        var answer = Region.HTTP.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).path("issuer").asString()).isEqualTo(Region.ISSUER.toString());
    }

    /// A token that lives for one second.
    static String shortToken(String name) throws IOException, InterruptedException {
        String form = Map.of(
                        "grant_type",
                        "password",
                        "username",
                        name,
                        "password",
                        name,
                        "client_id",
                        "parley-local",
                        "expires_in",
                        "1")
                .entrySet()
                .stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(Region.ISSUER + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        String body = Region.HTTP.send(request, BodyHandlers.ofString()).body();
        return JSON.readTree(body).path("access_token").asString();
    }

    private static String selfSigned(String issuer) throws GeneralSecurityException {
        String signed = base64("{\"alg\":\"RS256\",\"kid\":\"mine\"}") + "." + claims(issuer);
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(generator.generateKeyPair().getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String claims(String issuer) {
        long now = Instant.now().getEpochSecond();
        return base64(JSON.writeValueAsString(Map.of(
                "iss",
                issuer,
                "sub",
                Newcomer.subject(Region.alice()),
                "preferred_username",
                "alice",
                "aud",
                "parley-local",
                "roles",
                new String[] {"member", "officer"},
                "iat",
                now,
                "exp",
                now + 600)));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
