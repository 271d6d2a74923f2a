package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Archive.Search;
import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people write, or send in files, is nowhere in clear: not in Kafka's log, not in PostgreSQL's files, not in
/// Redis, not in any log.
class DataAtRestTest {

    private static final int BLOCK = 1 << 20;
    private static final Duration FILES_ARE_READ = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final Persona alice = Region.alice().agreed();

    @Test
    void noContentRestsInClear() throws IOException {
        String marker = UUID.randomUUID().toString().replace("-", "");
        String english = "canary" + marker;
        String chinese = "金丝雀" + digitsInChinese(marker);
        ConversationId id = alice.opens("group", Region.bob().agreed()).conversationId();
        Wait.shortly()
                .until(() -> alice.api().conversations().get(id).archiveState().equals("archived"));

        alice.says(id, "The word is " + english);
        alice.says(id, "暗号是" + chinese + "，请记住");
        try (RawSocket socket = RawSocket.of(alice, "laptop")) {
            MessageId third = MessageId.next();
            socket.say(
                    "{\"type\":\"send\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}"
                            .formatted(third, id, english + " " + chinese));
            socket.next("accepted");
        }
        MessageId edited = alice.says(id, "to be edited");
        alice.api().messages().edit(id, edited, Content.text("edited to " + english + chinese));
        alice.http()
                .post(
                        "/v1/conversations/" + id + "/messages",
                        "{\"messageId\":\"broken\",\"content\":{\"type\":\"text\",\"text\":\"" + english + "\"}}");
        Path file = Files.writeString(folder.resolve("words.txt"), english + "file " + chinese);
        alice.api()
                .messages()
                .send(
                        id,
                        MessageId.next(),
                        Content.file("file", alice.api().files().upload(file, "text/plain", _ -> {})));
        Officers.coverage(id, 6);
        GrantId grant = Officers.granted(Officers.newCase(), id);
        Wait.atMost(FILES_ARE_READ)
                .untilAsserted(() -> assertThat(Officers.archive()
                                .search(Search.text(grant, english + "file"))
                                .items())
                        .hasSize(1));
        assertThat(Officers.archive().search(Search.text(grant, english)).items())
                .isNotEmpty();
        assertThat(Officers.archive().search(Search.text(grant, chinese)).items())
                .isNotEmpty();
        Region.bob().api().messages().all(id);
        Officers.archive().search(new Search(grant, "nothing" + english, null, null, null, null, null));

        List<byte[]> forms = new ArrayList<>();
        for (String text : List.of(english, chinese)) {
            for (var charset : List.of(UTF_8, UTF_16LE, UTF_16BE)) {
                forms.add(text.getBytes(charset));
            }
        }
        assertThat(filesWith(Region.HOME.resolve("data"), forms))
                .as("files with content in clear")
                .isEmpty();
        assertThat(filesWith(Region.HOME.resolve("log"), forms))
                .as("logs with content in clear")
                .isEmpty();
        provesThatTheSearchFinds(id);
    }

    /// The id of the conversation is in clear: Kafka and PostgreSQL hold it as sixteen bytes.
    private static void provesThatTheSearchFinds(ConversationId id) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(id.toString().replace("-", ""));

        assertThat(filesWith(Region.HOME.resolve("data"), List.of(bytes)))
                .anyMatch(path -> path.toString().contains("parley.message.accepted"))
                .anyMatch(path -> path.startsWith(Region.HOME.resolve("data").resolve("postgres")));
    }

    static List<Path> filesWith(Path folder, List<byte[]> needles) throws IOException {
        List<Path> found = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> tree = Files.walk(folder)) {
            files = tree.filter(Files::isRegularFile).toList();
        }
        assertThat(files).as("files under " + folder).isNotEmpty();
        for (Path file : files) {
            if (contains(file, needles)) {
                found.add(file);
            }
        }
        return found;
    }

    /// Bytes are compared as Latin-1 text, whose search the JVM does fast. Blocks overlap by the longest needle, so
    /// that
    /// none is missed at a border.
    private static boolean contains(Path file, List<byte[]> needles) throws IOException {
        List<String> texts =
                needles.stream().map(needle -> new String(needle, ISO_8859_1)).toList();
        int longest = texts.stream().mapToInt(String::length).max().orElse(0);
        try (InputStream in = Files.newInputStream(file)) {
            String tail = "";
            for (byte[] block = in.readNBytes(BLOCK); block.length > 0; block = in.readNBytes(BLOCK)) {
                String text = tail + new String(block, ISO_8859_1);
                if (texts.stream().anyMatch(text::contains)) {
                    return true;
                }
                tail = text.substring(Math.max(0, text.length() - longest));
            }
            return false;
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
    }

    private static String digitsInChinese(String hex) {
        var text = new StringBuilder();
        hex.chars().limit(12).forEach(c -> text.append("零一二三四五六七八九甲乙丙丁戊己".charAt(Character.digit(c, 16))));
        return text.toString();
    }
}
