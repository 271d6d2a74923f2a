package io.parley.audit.siem;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads syslog as the standards say and nothing else: octet counting of RFC 5425 §4.3, the grammar of RFC 5424 §6.
final class SyslogParser {

    private static final String PRINT = "[!-~]";
    private static final String SD_NAME = "[!#-<>-\\\\^-~]{1,32}";
    private static final Pattern MESSAGE = Pattern.compile(
            "<(?<pri>0|[1-9]\\d{0,2})>1 "
                    + "(?<time>-|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,6})?(?:Z|[+-]\\d\\d:\\d\\d)) "
                    + "(?<host>-|" + PRINT + "{1,255}) (?<app>-|" + PRINT + "{1,48}) (?<proc>-|" + PRINT + "{1,128}) "
                    + "(?<id>-|" + PRINT + "{1,32}) "
                    + "(?<data>-|(?:\\[" + SD_NAME + "(?: " + SD_NAME + "=\"(?:[^\"\\\\\\]]|\\\\.)*\")*\\])+)"
                    + "(?: (?<text>.*))?",
            Pattern.DOTALL);
    private static final Pattern SEQUENCE = Pattern.compile("\\[meta sequenceId=\"([1-9]\\d{0,9})\"\\]");
    private static final int HIGHEST = 191;

    private SyslogParser() {}

    record Message(int priority, String app, String id, long sequence, JsonNode ocsf) {}

    /// The next message, or nothing at the end of the connection.
    static Optional<Message> next(InputStream in) throws IOException {
        int digit = in.read();
        if (digit < 0) {
            return Optional.empty();
        }
        if (digit < '1' || digit > '9') {
            throw new IOException("MSG-LEN: begins with " + digit + " (expected: a nonzero digit)");
        }
        int length = 0;
        for (; digit != ' '; digit = in.read()) {
            if (digit < '0' || digit > '9') {
                throw new IOException("MSG-LEN: " + digit + " (expected: digits and a space)");
            }
            length = length * 10 + digit - '0';
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("SYSLOG-MSG: " + bytes.length + " octets (expected: " + length + ")");
        }
        return Optional.of(parse(new String(bytes, StandardCharsets.UTF_8)));
    }

    static Message parse(String line) {
        Matcher message = MESSAGE.matcher(line);
        if (!message.matches() || Integer.parseInt(message.group("pri")) > HIGHEST) {
            throw new IllegalArgumentException("SYSLOG-MSG: not by RFC 5424");
        }
        Matcher sequence = SEQUENCE.matcher(message.group("data"));
        if (!sequence.matches() || Long.parseLong(sequence.group(1)) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("STRUCTURED-DATA: no sequence by RFC 5424 §7.3.1");
        }
        return new Message(
                Integer.parseInt(message.group("pri")),
                message.group("app"),
                message.group("id"),
                Long.parseLong(sequence.group(1)),
                JsonMapper.shared().readTree(message.group("text")));
    }
}
