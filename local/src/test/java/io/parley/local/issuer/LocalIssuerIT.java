package io.parley.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LocalIssuerIT {

    private static final String CALLBACK = "http://127.0.0.1:8080/callback";
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext context;
    private static String base;

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @BeforeAll
    static void start() {
        context = start(home);
        base = "http://127.0.0.1:" + port(context) + "/parley";
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void theDiscoveryDocumentNamesTheIssuerAndPkce() throws Exception {
        JsonNode document = get("/.well-known/openid-configuration");

        assertThat(document.path("issuer").asString()).isEqualTo("http://localhost:8090/parley");
        assertThat(document.path("token_endpoint").asString()).isEqualTo("http://localhost:8090/parley/token");
        assertThat(document.path("code_challenge_methods_supported").toString()).isEqualTo("[\"S256\"]");
    }

    @Test
    void aDemoPersonGetsATokenWithNameAndRoles() throws Exception {
        JsonNode claims = claims(token(password("erin", "erin")));

        assertThat(claims.path("preferred_username").asString()).isEqualTo("erin");
        assertThat(claims.path("roles").toString()).isEqualTo("[\"member\",\"officer\"]");
        assertThat(claims.path("sub").asString()).isEqualTo(DemoPerson.ERIN.subject());
        assertThat(claims.path("iss").asString()).isEqualTo("http://localhost:8090/parley");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void aTestMayShortenATokensLife() throws Exception {
        JsonNode claims = claims(token(password("alice", "alice") + "&expires_in=2"));

        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(2);
    }

    @Test
    void nobodyMayLengthenIt() throws Exception {
        assertThat(post(password("alice", "alice") + "&expires_in=9999").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aWrongPasswordIsRefused() throws Exception {
        HttpResponse<String> answer = post(password("alice", "bob"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_grant\"}");
    }

    @Test
    void anUnknownClientIsRefused() throws Exception {
        assertThat(post(password("alice", "alice").replace("parley-local", "other"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aServiceGetsATokenWithItsScope() throws Exception {
        String form = "grant_type=client_credentials&client_id=message-service&client_secret=s1&scope=internal";
        JsonNode claims = claims(token(form));

        assertThat(claims.path("sub").asString()).isEqualTo("message-service");
        assertThat(claims.path("scope").asString()).isEqualTo("internal");
        assertThat(claims.has("roles")).isFalse();
    }

    @Test
    void anOutsideArchiveGetsTheScopeOfTheFeedAlone() throws Exception {
        String form = "grant_type=client_credentials&client_id=parley-feed&client_secret=s3&scope=";

        assertThat(claims(token(form + "archive.feed")).path("scope").asString())
                .isEqualTo("archive.feed");
        assertThat(post(form + "internal").statusCode()).isEqualTo(400);
        assertThat(post(form + "scim").statusCode()).isEqualTo(400);
    }

    @Test
    void aServiceGetsNoScopeThatIsNotItsOwn() throws Exception {
        String form = "grant_type=client_credentials&client_id=message-service&client_secret=s1&scope=scim";

        assertThat(post(form).statusCode()).isEqualTo(400);
    }

    @Test
    void aBrowserSignsInWithTheCodeFlowAndPkce() throws Exception {
        String verifier = "a-verifier-that-is-long-enough-for-rfc-7636-section-4";
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        String authorize = "/authorize?"
                + form(Map.of(
                        "response_type", "code",
                        "client_id", "parley-local",
                        "scope", "openid profile",
                        "redirect_uri", CALLBACK,
                        "code_challenge", challenge,
                        "code_challenge_method", "S256"));

        signIn(authorize);
        String back = page(authorize).headers().firstValue("Location").orElseThrow();
        assertThat(back).startsWith(CALLBACK + "?code=");
        JsonNode claims = claims(token(form(Map.of(
                "grant_type",
                "authorization_code",
                "client_id",
                "parley-local",
                "code",
                URI.create(back).getQuery().substring("code=".length()),
                "redirect_uri",
                CALLBACK,
                "code_verifier",
                verifier))));

        assertThat(claims.path("preferred_username").asString()).isEqualTo("grace");
        assertThat(claims.path("sub").asString()).isEqualTo(DemoPerson.GRACE.subject());
    }

    @Test
    void tokensSurviveARestart() throws Exception {
        String before = get("/keys").toString();
        try (ConfigurableApplicationContext again = start(home)) {
            HttpResponse<String> keys = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(again) + "/parley/keys"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(JSON.readTree(keys.body()).toString()).isEqualTo(before);
        }
    }

    private void signIn(String authorize) throws Exception {
        assertThat(page(authorize).headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).endsWith("/parley/login"));
        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(page("/login").body());
        assertThat(csrf.find()).isTrue();
        HttpResponse<String> answer =
                send("/login", form(Map.of("username", "grace", "password", "grace", "_csrf", csrf.group(1))));
        assertThat(answer.statusCode()).isEqualTo(302);
    }

    private static ConfigurableApplicationContext start(Path home) {
        return LocalIssuer.application()
                .run(
                        "--server.port=0",
                        "--parley.issuer.key-file=" + home.resolve("issuer-key.json"),
                        "--parley.issuer.clients=message-service=s1,parley-provisioning=s2,parley-feed=s3");
    }

    private static int port(ConfigurableApplicationContext context) {
        return Integer.parseInt(Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")));
    }

    private static String password(String name, String password) {
        return "grant_type=password&client_id=parley-local&username=" + name + "&password=" + password;
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(
                client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString())
                        .body());
    }

    private HttpResponse<String> page(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Accept", "text/html")
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String form) throws Exception {
        return send("/token", form);
    }

    private HttpResponse<String> send(String path, String form) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private String token(String form) throws Exception {
        HttpResponse<String> answer = post(form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    private static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
