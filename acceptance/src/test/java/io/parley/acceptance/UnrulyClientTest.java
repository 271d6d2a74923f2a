package io.parley.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.Message;
import io.parley.client.MessageId;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Clients that break the rules or have no time: each is bounded, the others do not notice, and nothing accepted is
/// lost.
class UnrulyClientTest {

    private static final int SMALL_BUFFER = 4096;

    private final Persona alice = Region.alice().agreed();

    @Test
    void aClientThatNeverReadsIsCutOffAndMissesNothingLater() throws Exception {
        Persona lazy = Newcomer.employee().agreed();
        ConversationId conversation = alice.opens("group", lazy).conversationId();
        int sent = 250;
        long bytes = 0;
        try (WireSocket socket = new WireSocket(lazy.tokens().get(), SMALL_BUFFER)) {
            socket.say("{\"type\":\"hello\",\"deviceId\":\"lazy\",\"cursors\":{}}");
            assertThat(new String(socket.next(), UTF_8)).contains("\"welcome\"");
            String card = "{\"type\":\"card\",\"x\":\"" + "x".repeat(60_000) + "\"}";
            for (int i = 0; i < sent; i++) {
                alice.http()
                        .post(
                                "/v1/conversations/" + conversation + "/messages",
                                "{\"messageId\":\"%s\",\"content\":%s}".formatted(MessageId.next(), card))
                        .hasStatus(201);
            }
            bytes = readToTheEnd(socket);
        }
        assertThat(bytes).as("bytes kept for it").isLessThan(sent * 60_000L);
        try (RawSocket again = RawSocket.of(lazy, "lazy", Map.of(conversation.toString(), 0L))) {
            List<Long> seqs = new ArrayList<>();
            while (seqs.size() < sent) {
                seqs.add(again.next("message").path("seq").asLong());
            }
            assertThat(seqs).isSorted().doesNotHaveDuplicates().last().isEqualTo((long) sent);
        }
    }

    private static long readToTheEnd(WireSocket socket) throws IOException {
        long bytes = 0;
        try {
            while (true) {
                bytes += socket.next().length;
            }
        } catch (EOFException | SocketException cutOff) {
            return bytes;
        }
    }

    @Test
    void moreThanAPersonMaySendIsRejectedWithAHintAndNothingStaysUnanswered() throws Exception {
        Persona eager = Newcomer.employee().agreed();
        ConversationId conversation = eager.opens("group", alice).conversationId();
        int sent = 1500;
        int accepted = 0;
        int refused = 0;
        try (WireSocket socket = greeted(eager)) {
            Thread.startVirtualThread(() -> flood(socket, conversation, sent));
            while (accepted + refused < sent) {
                String answer = new String(socket.next(), UTF_8);
                if (answer.contains("\"accepted\"")) {
                    accepted++;
                } else if (answer.contains("\"rejected\"")) {
                    refused++;
                    assertThat(answer).contains("\"too-many-requests\"").containsPattern("\"retryAfterMs\":[1-9]");
                }
            }
        }
        assertThat(accepted).as("those within the limit").isPositive();
        assertThat(refused).as("those beyond it").isPositive();
        assertThat(alice.api().messages().all(conversation)).hasSize(accepted);
    }

    @Test
    void tenThousandFramesAtOnceEndTheSessionAndDisturbNobody() throws Exception {
        Persona eager = Newcomer.employee().agreed();
        ConversationId conversation = eager.opens("group", alice).conversationId();
        int code = 0;
        try (WireSocket socket = greeted(eager)) {
            Thread.startVirtualThread(() -> flood(socket, conversation, 10_000));
            String last = "";
            while (code == 0) {
                byte[] frame = socket.next();
                if (frame[0] == '{') {
                    last = new String(frame, UTF_8);
                } else {
                    code = ByteBuffer.wrap(frame).getShort() & 0xFFFF;
                }
            }
            assertThat(last).contains("\"goodbye\"", "\"too-many-requests\"", "\"reconnect\":true");
        }
        assertThat(code).isEqualTo(4429);
        assertThat(alice.api().messages().all(conversation)).hasSizeLessThan(10_000);
        Region.bob().http().get("/v1/me").hasStatus(200);
        try (RawSocket again = RawSocket.of(eager, "calmer")) {
            again.livesOn();
        }
    }

    private static WireSocket greeted(Persona person) throws IOException {
        return welcomed(person.tokens().get(), "wire");
    }

    private static void flood(WireSocket socket, ConversationId conversation, int frames) {
        try {
            for (int i = 0; i < frames; i++) {
                socket.say(Frames.send(conversation, MessageId.next(), "frame " + i));
            }
        } catch (IOException goodbye) {
            // The server closed while this was still talking: that is what the test is about.
        }
    }

    @Test
    void aFrameOfSixteenMegabytesEndsTheSessionBeforeItIsRead() throws Exception {
        try (WireSocket socket = greeted(alice)) {
            socket.announce(16L << 20);
            socket.write(new byte[1000]);
            byte[] goodbye = socket.next();
            assertThat(new String(goodbye, UTF_8)).contains("\"goodbye\"", "\"bad-frame\"");
            assertThat(ByteBuffer.wrap(socket.next()).getShort() & 0xFFFF).isEqualTo(4400);
        }
        try (RawSocket socket = RawSocket.of(alice, "huge")) {
            try {
                socket.say("{\"type\":\"ping\",\"x\":\"" + "x".repeat(16 << 20) + "\"}");
            } catch (CompletionException closedMeanwhile) {
                assertThat(closedMeanwhile).hasCauseInstanceOf(IOException.class);
            }
            assertThat(socket.closeCode()).isIn(4400, 1006);
        }
    }

    @Test
    void twoThousandReconnectsAllEndUpConnected() throws Exception {
        int people = 10;
        int all = 2000;
        List<Persona> crowd = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            crowd.add(Newcomer.employee());
        }
        List<Callable<WireSocket>> arriving = new ArrayList<>();
        for (int i = 0; i < all; i++) {
            String device = "device-" + i;
            String token = crowd.get(i % people).tokens().get();
            arriving.add(() -> welcomed(token, device));
        }
        List<WireSocket> connected = new ArrayList<>();
        long began = System.nanoTime();
        try (var executor = Executors.newFixedThreadPool(200)) {
            for (Future<WireSocket> arrived : executor.invokeAll(arriving)) {
                connected.add(arrived.get());
            }
            long took = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            assertThat(connected).hasSize(all);
            assertThat(took).as("seconds for all of them").isLessThan(30);
            for (int i = 0; i < people; i++) {
                connected.get(i).say("{\"type\":\"ping\"}");
                assertThat(new String(connected.get(i).next(), UTF_8)).contains("pong");
            }
        } finally {
            connected.forEach(WireSocket::close);
        }
    }

    private static WireSocket welcomed(String token, String device) throws IOException {
        WireSocket socket = new WireSocket(token, 1 << 16);
        socket.say("{\"type\":\"hello\",\"deviceId\":\"%s\",\"cursors\":{}}".formatted(device));
        assertThat(new String(socket.next(), UTF_8)).contains("\"welcome\"");
        return socket;
    }

    @Test
    void aDeviceThatLivesIn1970ChangesNoTime() {
        Persona bob = Region.bob().agreed();
        ConversationId conversation = alice.opens("group", bob).conversationId();
        MessageId id = MessageId.of(
                "00000000-0001-7000-8000-" + MessageId.next().toString().substring(24));
        try (RawSocket old = RawSocket.of(alice, "old");
                RawSocket other = RawSocket.of(bob, "phone")) {
            old.say("""
                    {"type":"send","messageId":"%s","conversationId":"%s","acceptedAt":"1970-01-01T00:00:01.000Z",\
                    "at":1000,"content":{"type":"text","text":"what year is it?"}}""".formatted(id, conversation));
            JsonNode accepted = old.next("accepted", Frames.about(id));
            for (JsonNode frame : List.of(accepted, other.next("message", Frames.about(id)))) {
                assertThat(java.time.Instant.parse(frame.path("acceptedAt").asString()))
                        .isCloseTo(
                                java.time.Instant.now(),
                                org.assertj.core.api.Assertions.within(60, java.time.temporal.ChronoUnit.SECONDS));
            }
        }
    }

    @Test
    void twoDevicesThatEditTheSameMessageAgreeOnWhatItSays() {
        Persona bob = Region.bob().agreed();
        ConversationId conversation = alice.opens("group", bob).conversationId();
        MessageId id = alice.says(conversation, "first");
        try (RawSocket phone = RawSocket.of(alice, "phone");
                RawSocket desk = RawSocket.of(alice, "desk");
                RawSocket other = RawSocket.of(bob, "phone")) {
            for (int i = 0; i < 20; i++) {
                phone.say(edit(conversation, id, "phone " + i));
                desk.say(edit(conversation, id, "desk " + i));
            }
            List<Long> own = new ArrayList<>();
            for (RawSocket device : List.of(phone, desk)) {
                for (int i = 0; i < 20; i++) {
                    own.add(device.next("accepted").path("seq").asLong());
                }
            }
            assertThat(own).doesNotHaveDuplicates();
            List<JsonNode> heard = new ArrayList<>();
            while (heard.size() < 40) {
                heard.add(other.next("message-changed"));
            }
            assertThat(heard).extracting(frame -> frame.path("seq").asLong()).isSorted();
            String last = heard.getLast().path("content").path("text").asString();
            assertThat(bob.api().messages().all(conversation).stream()
                            .filter(message -> id.equals(message.messageId()))
                            .reduce((_, later) -> later)
                            .orElseThrow()
                            .text())
                    .as("history says what the devices heard last")
                    .isEqualTo(last);
        }
    }

    private static String edit(ConversationId conversation, MessageId id, String text) {
        return "{\"type\":\"edit\",\"messageId\":\"%s\",\"conversationId\":\"%s\",\"commandId\":\"%s\",\"content\":{\"type\":\"text\",\"text\":\"%s\"}}"
                .formatted(id, conversation, MessageId.next(), text);
    }

    @Test
    void whoIsRemovedWhileSendingIsHeardUpToThatPointAndNoFurther() {
        Persona bob = Region.bob().agreed();
        ConversationId conversation = alice.opens("group", bob).conversationId();
        List<MessageId> accepted = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        try (RawSocket speaker = RawSocket.of(bob, "phone")) {
            for (int i = 0; i < 100; i++) {
                speaker.say(Frames.send(conversation, MessageId.next(), "word " + i));
                if (i == 50) {
                    Thread.startVirtualThread(() -> alice.api().conversations().removeMember(conversation, bob.id()));
                }
            }
            while (accepted.size() + codes.size() < 100) {
                JsonNode answer = speaker.next(frame -> List.of("accepted", "rejected")
                        .contains(frame.path("type").asString()));
                if (answer.path("type").asString().equals("accepted")) {
                    accepted.add(MessageId.of(answer.path("messageId").asString()));
                } else {
                    codes.add(answer.path("code").asString());
                }
            }
            MessageId late = MessageId.next();
            Wait.shortly()
                    .untilAsserted(() -> assertThat(alice.api()
                                    .conversations()
                                    .get(conversation)
                                    .memberIds())
                            .doesNotContain(bob.id()));
            speaker.say(Frames.send(conversation, late, "am I still here?"));
            assertThat(speaker.next("rejected", Frames.about(late)).path("code").asString())
                    .isEqualTo("not-a-member");
        }
        assertThat(codes).allMatch("not-a-member"::equals);
        assertThat(alice.api().messages().all(conversation).stream()
                        .filter(message -> bob.id().equals(message.senderId()))
                        .map(Message::messageId))
                .containsExactlyElementsOf(accepted);
    }

    @Test
    void tooManyMessagesOverRestAreToldWhenToComeBack() throws Exception {
        Persona eager = Newcomer.employee().agreed();
        ConversationId conversation = eager.opens("group", alice).conversationId();
        int[] statuses = new int[600];
        Raw http = eager.http();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Raw.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < statuses.length; i++) {
                String body = "{\"messageId\":\"%s\",\"content\":%s}"
                        .formatted(MessageId.next(), Content.text("m" + i).json());
                calls.add(() -> http.post("/v1/conversations/" + conversation + "/messages", body));
            }
            int i = 0;
            for (Future<Raw.Answer> answer : executor.invokeAll(calls)) {
                statuses[i++] = answer.get().status();
                if (answer.get().status() != 201) {
                    answer.get().isProblem(429, "too-many-requests");
                    assertThat(answer.get().header("Retry-After")).matches("[1-9]\\d*");
                }
            }
        }
        long accepted = Arrays.stream(statuses).filter(status -> status == 201).count();
        assertThat(accepted).isBetween(1L, 599L);
        assertThat(alice.api().messages().all(conversation)).hasSize((int) accepted);
    }
}
