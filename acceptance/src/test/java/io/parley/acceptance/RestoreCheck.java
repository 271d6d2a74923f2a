package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.ConversationId;
import io.parley.client.Message;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Back up a region from images, erase somebody, restore it: what they said stays unreadable, what others said is
/// there.
///
/// No part of the usual suite (hence its name), for it wants `-Dparley.compose`, the folder of the scripts `backup` and
/// `restore`. [`.ci/containers`](../.ci/containers) runs it.
class RestoreCheck {

    private static final int MINUTES = 8;
    private static final Duration GENEROUS = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final Persona bob = Region.bob().agreed();

    @Test
    void whoWasErasedStaysUnreadable() throws IOException, InterruptedException {
        Persona leaver = Newcomer.employee().agreed();
        ConversationId conversation = leaver.opens("group", bob).conversationId();
        leaver.says(conversation, "my own words");
        bob.says(conversation, "those of another");
        assertThat(texts(conversation)).containsExactly("my own words", "those of another");
        String backup = folder.resolve("backup").toString();

        compose("backup", backup);
        // Whoever leaves also leaves the conversation, which is one more entry without a text.
        erase(leaver);
        Wait.atMost(GENEROUS)
                .untilAsserted(() -> assertThat(texts(conversation)).startsWith("", "those of another"));
        compose("restore", backup);

        Wait.atMost(GENEROUS)
                .untilAsserted(() -> assertThat(texts(conversation)).startsWith("", "those of another"));
    }

    private static void erase(Persona leaver) {
        String person = leaver.id().toString();
        Newcomer.active(person, false);
        Raw heidi = Region.heidiThePrivacyOfficer().http();
        String destruction = heidi.post(
                        "/v1/keys/destructions",
                        "{\"personId\":\"" + person + "\",\"stores\":[\"message\"],\"ground\":\"erasure-request\"}")
                .hasStatus(201)
                .json()
                .path("destructionId")
                .asString();
        Region.frankTheApprover()
                .http()
                .post("/v1/keys/destructions/" + destruction + "/approve", "{}")
                .hasStatus(200);
    }

    private List<String> texts(ConversationId conversation) {
        return bob.api().messages().all(conversation).stream()
                .map(Message::text)
                .toList();
    }

    private void compose(String script, String argument) throws IOException, InterruptedException {
        String command = Path.of(Objects.requireNonNull(System.getProperty("parley.compose"), "parley.compose"), script)
                .toString();
        File output = folder.resolve(script + ".out").toFile();
        Process process = new ProcessBuilder(List.of(command, argument))
                .directory(Region.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output)
                .start();
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
                .as("%s ended", command)
                .isTrue();
        assertThat(process.exitValue()).as(Files.readString(output.toPath())).isZero();
    }
}
