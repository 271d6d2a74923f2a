package io.parley.client.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.client.proof.ProofException;
import io.parley.client.proof.RecordProof;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedRecordTest {

    private static final byte[] SALT = "a salt of 16 byt".getBytes(StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"你好 \\ud83d\\ude00 }]\\\"\"}",
                "{ \"n\": 1.50, \"e\": 1E5 , \"a\":[1, {}] }",
                "{}",
                "\"a string\"",
                "42",
                "[ ]"
            })
    void findsTheContentByteByByteAndComparesIt(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        String commitment = HexFormat.of().formatHex(RecordProof.commitment(SALT, bytes));
        FeedRecord record = record(content, commitment);

        assertThat(record.contentBytes()).isEqualTo(bytes);
        record.verifyContent();
        FeedRecord other = record("{\"type\":\"text\"}", commitment);
        assertThatThrownBy(other::verifyContent).isInstanceOf(ProofException.class);
    }

    private static FeedRecord record(String content, String commitment) {
        String json = "{\"seq\":1,\"author\":{\"content\":\"not this\"},\"proof\":{\"commitment\":\"" + commitment
                + "\",\"salt\":\"" + Base64.getEncoder().encodeToString(SALT) + "\"},\"content\":" + content + "}";
        return new FeedRecord(json.getBytes(StandardCharsets.UTF_8));
    }
}
