package io.parley.gateway.region;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.MessageAccepted;
import io.parley.contracts.event.MessageRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// What a gateway asks of message-service over HTTP.
final class FakeMessageApi {

    private final Map<ConversationId, Talk> conversations;
    private final HttpServer http;

    private FakeMessageApi(Map<ConversationId, Talk> conversations) throws IOException {
        this.conversations = conversations;
        this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::answer);
        http.start();
    }

    static FakeMessageApi start(Map<ConversationId, Talk> conversations) {
        try {
            return new FakeMessageApi(conversations);
        } catch (IOException failed) {
            throw new UncheckedIOException("fake message-service did not start", failed);
        }
    }

    String address() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/run")) {
                run(exchange, ConversationId.parse(path.split("/")[3]));
            } else if (path.endsWith("/members")) {
                members(exchange, ConversationId.parse(path.split("/")[3]));
            } else if (path.equals("/internal/standings")) {
                send(
                        exchange,
                        200,
                        standings(new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            } else if (path.endsWith("/size")) {
                send(
                        exchange,
                        200,
                        "{\"members\":"
                                + conversations
                                        .get(ConversationId.parse(path.split("/")[3]))
                                        .members
                                        .size() + "}");
            } else {
                send(
                        exchange,
                        200,
                        "{\"path\":\"" + path + "\",\"authorized\":"
                                + exchange.getRequestHeaders().containsKey("Authorization") + "}");
            }
        }
    }

    /// The ids of `{"personIds": [...]}`.
    static Stream<PersonId> people(String asked) {
        return JsonMapper.shared()
                .readTree(asked)
                .get("personIds")
                .valueStream()
                .map(id -> PersonId.parse(id.asString()));
    }

    private String standings(String asked) {
        return people(asked)
                .map(person -> "{\"personId\":\"%s\",\"conversations\":[%s]}".formatted(person, standings(person)))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String standings(PersonId person) {
        return conversations.entrySet().stream()
                .filter(entry -> entry.getValue().members.contains(person))
                .map(entry -> "{\"conversationId\":\"%s\",\"lastSeq\":%d,\"readSeq\":0,\"purges\":%d}"
                        .formatted(entry.getKey(), entry.getValue().facts.size(), entry.getValue().purges))
                .collect(Collectors.joining(","));
    }

    private void members(HttpExchange exchange, ConversationId id) throws IOException {
        String ids = conversations.get(id).members.stream()
                .map(member -> "\"" + member + "\"")
                .collect(Collectors.joining(","));
        send(exchange, 200, "{\"conversationId\":\"" + id + "\",\"memberIds\":[" + ids + "]}");
    }

    private void run(HttpExchange exchange, ConversationId id) throws IOException {
        Map<String, String> query = List.of(exchange.getRequestURI().getQuery().split("&")).stream()
                .map(part -> part.split("=", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
        Talk conversation = conversations.get(id);
        if (!conversation.members.contains(PersonId.parse(query.get("personId")))) {
            send(exchange, 404, "{}");
            return;
        }
        List<MessageAccepted> facts = new ArrayList<>(conversation.facts);
        int after = (int) Math.min(Long.parseLong(query.get("after")), facts.size());
        int to = Math.min(after + Integer.parseInt(query.get("limit")), facts.size());
        byte[] body = MessageRun.newBuilder()
                .addAllItems(facts.subList(after, to).stream()
                        .map(fact -> shown(fact, facts))
                        .toList())
                .build()
                .toByteArray();
        exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /// Without the content of a message that was recalled since.
    private static MessageAccepted shown(MessageAccepted fact, List<MessageAccepted> facts) {
        boolean recalled = fact.hasPosted()
                && facts.stream()
                        .anyMatch(other ->
                                other.hasRecalled() && other.getMessageId().equals(fact.getMessageId()));
        return recalled
                ? fact.toBuilder()
                        .setPosted(fact.getPosted().toBuilder().clearContent())
                        .build()
                : fact;
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
