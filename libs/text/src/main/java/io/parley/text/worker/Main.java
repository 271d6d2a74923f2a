package io.parley.text.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Reads one file after the other from its input until that ends, and answers each on its output: an empty reason,
/// whether the text was cut, and the text; or a reason. Strings are UTF-8 after their length.
final class Main {

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        NoNetwork.install();
        var answers = new DataOutputStream(new BufferedOutputStream(System.out));
        // What a parser prints must not pass for an answer.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        var questions = new DataInputStream(new BufferedInputStream(System.in));
        var parsers = new Parsers(Integer.parseInt(arguments[0]));
        while (true) {
            int length = length(questions);
            if (length < 0) {
                return;
            }
            String name = text(questions, length);
            String mediaType = text(questions, questions.readInt());
            answer(parsers.read(name, mediaType, questions.readNBytes(questions.readInt())), answers);
        }
    }

    /// The end of the input is the end of the service.
    private static int length(DataInputStream in) throws IOException {
        int first = in.read();
        return first < 0 ? -1 : first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
    }

    private static String text(DataInputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static void answer(Answer answer, DataOutputStream out) throws IOException {
        string(answer.reason(), out);
        if (answer.reason().isEmpty()) {
            out.writeBoolean(answer.truncated());
            string(answer.text(), out);
        }
        out.flush();
    }

    private static void string(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
