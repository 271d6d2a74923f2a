package io.parley.benchmarks.socket;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/// The `send` frames of one sender: all bytes but the message id, and a number in the text where there is a place for
/// it, stay as they are.
public final class SendTemplate {

    private static final String PLACE = "00000000-0000-7000-8000-000000000000";

    private final Frame[] frames;
    private final byte[] numbered;

    /// @param texts what is said in turn
    /// @param number stands in a text where the message's own is to be written; as many digits
    public SendTemplate(UUID conversation, List<String> texts, String number) {
        this.frames =
                texts.stream().map(text -> Frame.of(conversation, text, number)).toArray(Frame[]::new);
        this.numbered = number.getBytes(StandardCharsets.US_ASCII);
    }

    public SendTemplate(UUID conversation, String text) {
        this(conversation, List.of(text), "");
    }

    /// The same array each time its text's turn comes; it must be copied out before the next call.
    ///
    /// @param number of the message, which chooses the text
    public byte[] with(long number, long high, long low) {
        Frame frame = frames[(int) Math.floorMod(number, (long) frames.length)];
        Id.write(high, low, frame.bytes, frame.place);
        writeNumber(number, frame);
        return frame.bytes;
    }

    private void writeNumber(long number, Frame frame) {
        long left = number;
        for (int digit = numbered.length - 1; digit >= 0 && frame.number >= 0; digit--) {
            frame.bytes[frame.number + digit] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /// @param number where the message's number goes; -1: nowhere
    private record Frame(byte[] bytes, int place, int number) {

        static Frame of(UUID conversation, String text, String number) {
            String json = "{\"type\":\"send\",\"messageId\":\"" + PLACE + "\",\"conversationId\":\"" + conversation
                    + "\",\"content\":{\"type\":\"text\",\"text\":"
                    + JsonMapper.shared().writeValueAsString(text) + "}}";
            byte[] bytes = ClientFrames.text(json);
            int header = bytes.length - json.getBytes(StandardCharsets.UTF_8).length;
            return new Frame(bytes, header + json.indexOf(PLACE), position(bytes, number));
        }

        private static int position(byte[] bytes, String number) {
            byte[] wanted = number.getBytes(StandardCharsets.US_ASCII);
            int at = wanted.length == 0 ? -1 : bytes.length - wanted.length;
            while (at >= 0 && !Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                at--;
            }
            return at;
        }
    }
}
