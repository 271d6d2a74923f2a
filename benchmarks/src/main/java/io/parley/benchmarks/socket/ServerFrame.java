package io.parley.benchmarks.socket;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The needed fields of one server frame, found by one pass over its bytes that ends when all are there. One object is
/// filled again for each frame, so it is good for the duration of a call only.
public final class ServerFrame {

    private byte[] bytes = {};
    private int start;
    private int end;
    private int at;

    private FrameKind kind = FrameKind.OTHER;
    private long seq;
    private final Id messageId = new Id();
    private final Id conversationId = new Id();
    private int missing;

    /// @return the kind; [FrameKind#OTHER] also when the frame names none
    public FrameKind kind() {
        return kind;
    }

    /// 0 when the frame has none.
    public long seq() {
        return seq;
    }

    public Id messageId() {
        return messageId;
    }

    public Id conversationId() {
        return conversationId;
    }

    /// All of the frame, for the rare ones of which more is needed.
    public JsonNode tree() {
        return JsonMapper.shared().readTree(bytes, start, end - start);
    }

    /// @throws IllegalArgumentException when this is not one JSON object
    public void read(byte[] source, int from, int to) {
        bytes = source;
        start = from;
        end = to;
        at = from;
        kind = FrameKind.OTHER;
        seq = 0;
        messageId.clear();
        conversationId.clear();
        missing = 4;
        require('{');
        while (missing > 0 && member()) {}
    }

    private boolean member() {
        skipBlanks();
        if (peek() == '}') {
            return false;
        }
        if (peek() == ',') {
            at++;
            skipBlanks();
        }
        int nameFrom = at + 1;
        skipString();
        int nameTo = at - 1;
        require(':');
        skipBlanks();
        value(nameFrom, nameTo);
        return true;
    }

    private void value(int nameFrom, int nameTo) {
        int valueFrom = at;
        skipValue();
        if (isNamed("type", nameFrom, nameTo)) {
            kind = FrameKind.of(bytes, valueFrom + 1, at - 1);
            missing--;
        } else if (isNamed("seq", nameFrom, nameTo)) {
            seq = Long.parseLong(new String(bytes, valueFrom, at - valueFrom, StandardCharsets.US_ASCII).trim());
            missing--;
        } else if (isNamed("messageId", nameFrom, nameTo)) {
            messageId.read(bytes, valueFrom + 1, at - 1);
            missing--;
        } else if (isNamed("conversationId", nameFrom, nameTo)) {
            conversationId.read(bytes, valueFrom + 1, at - 1);
            missing--;
        }
    }

    private boolean isNamed(String name, int from, int to) {
        if (to - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void skipValue() {
        if (peek() == '"') {
            skipString();
            return;
        }
        for (int depth = 0; ; at++) {
            byte now = peek();
            if (now == '"') {
                skipString();
                at--;
            } else if (now == '{' || now == '[') {
                depth++;
            } else if (depth == 0 && (now == ',' || now == '}')) {
                return;
            } else if (now == '}' || now == ']') {
                depth--;
            }
        }
    }

    private void skipString() {
        require('"');
        while (peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    private void require(char expected) {
        skipBlanks();
        if (peek() != expected) {
            throw new IllegalArgumentException("frame byte " + (at - start) + ": other (expected: " + expected + ")");
        }
        at++;
    }

    private byte peek() {
        if (at >= end) {
            throw new IllegalArgumentException("frame: ends at byte " + (at - start) + " (expected: a JSON object)");
        }
        return bytes[at];
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "ServerFrame[" + kind + ", seq=" + seq + "]";
    }
}
