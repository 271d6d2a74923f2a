package io.parley.audit.siem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    @TempDir
    private Path folder;

    /// From the specification's libraries: github.com/standard-webhooks/standard-webhooks, `libraries/*/` tests.
    @Test
    void signsAsTheSpecificationsExample() throws Exception {
        Path file = write("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n");

        assertThat(WebhookSignature.read(file).of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEachSecretSoThatOneCanBeReplaced() throws Exception {
        String one = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String two = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        assertThat(sign(one + "\n\n" + two + "\n")).isEqualTo(sign(one) + " " + sign(two));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "secret", "whsec_", "whsec_AAAA", "whsec_not base64", "d2hzZWM="})
    void withoutAUsableSecretNothingIsSent(String content) throws IOException {
        Path file = write(content);

        assertThatThrownBy(() -> WebhookSignature.read(file))
                .isInstanceOfSatisfying(
                        NotDelivered.class,
                        failure -> assertThat(failure.reason()).isEqualTo("secret"));
        assertThatThrownBy(() -> WebhookSignature.read(folder.resolve("absent")))
                .isInstanceOf(NotDelivered.class);
    }

    private String sign(String secrets) throws Exception {
        return WebhookSignature.read(write(secrets)).of("id", 1, "body");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("secret"), content);
    }
}
