package io.parley.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.parley.client.proof.ExportVerifier;
import io.parley.contracts.PersonId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Exports as officers ask for them and approvers decide, for the tests of what is in them and who has them.
abstract class RunningExports extends RunningOffice {

    static final Duration PATIENCE = Duration.ofSeconds(40);
    static final String EXPORTS = "/v1/archive/exports";

    @TempDir
    Path folder;

    Http nobody;

    @BeforeEach
    void people() {
        nobody = somebody("member");
    }

    Conversation talk(int messages) {
        PersonId author = bases().consenting();
        Conversation talk = conversation().open(author);
        IntStream.rangeClosed(1, messages).forEach(n -> talk.post(author, "line " + n));
        settled(talk);
        return talk;
    }

    JsonNode failed(Conversation talk) {
        String export = requested(granted(talk), "json", "");
        approve(export);
        return awaitState(export, "failed").path("error");
    }

    String built(String grant, String format) {
        String export = requested(grant, format, "");
        approve(export);
        awaitState(export, "ready");
        return export;
    }

    JsonNode awaitState(String export, String state) {
        JsonNode over = await().atMost(PATIENCE)
                .until(
                        () -> officer.get(EXPORTS + "/" + export).body(),
                        now -> List.of("ready", "failed")
                                .contains(now.path("state").asString()));
        if (state.equals("failed")) {
            return await().atMost(PATIENCE)
                    .until(
                            () -> officer.get(EXPORTS + "/" + export).body(),
                            now -> now.path("state").asString().equals(state));
        }
        assertThat(over.toString()).contains("\"state\":\"" + state + "\"");
        return over;
    }

    Path download(String export) throws IOException {
        return Files.write(folder.resolve(export + ".zip"), officer.bytes(EXPORTS + "/" + export + "/download"));
    }

    List<String> verified(Path zip) throws IOException {
        List<String> said = new ArrayList<>();
        String key = new String(officer.bytes(EXPORTS + "/key"), StandardCharsets.UTF_8);
        assertThatCode(() -> new ExportVerifier(key, said::add).verify(zip)).doesNotThrowAnyException();
        return said;
    }

    static JsonNode manifest(Path zip) throws IOException {
        return JsonMapper.shared().readTree(file(zip, "manifest.json"));
    }

    static String file(Path zip, String name) throws IOException {
        try (var file = new ZipFile(zip.toFile());
                var in = file.getInputStream(file.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void approve(String export) {
        assertThat(approver.post(EXPORTS + "/" + export + "/approve", "{\"comment\":\"reviewed\"}")
                        .status())
                .isEqualTo(200);
    }

    String requested(String grant, String format, String more) {
        Http.Answer answer = request(quoted(grant), format, more);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().path("exportId").asString();
    }

    Http.Answer request(String grant, String format, String more) {
        return officer.post(EXPORTS, body(grant, format, more));
    }

    static String body(String grant, String format, String more) {
        return "{\"grantId\":" + grant + ",\"format\":" + quoted(format) + more + "}";
    }
}
