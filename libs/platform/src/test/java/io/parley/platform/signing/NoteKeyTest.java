package io.parley.platform.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoteKeyTest {

    /// Key and note of the test vectors of the Go checksum database's note package.
    private static final NoteKey PETER = key("PeterNeumann", "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");

    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;

    @Test
    void writesTheVerifierKeyAsOthersDo() {
        assertThat(PETER.verifierKey()).isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    }

    @Test
    void signsANoteAsOthersDo() throws GeneralSecurityException {
        assertThat(PETER.sign(TEXT)).isEqualTo(TEXT + """

                — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
                """);
    }

    @Test
    void recognisesItsOwnNote() throws GeneralSecurityException {
        assertThat(PETER.signed(PETER.sign(TEXT))).isTrue();
    }

    @Test
    void doesNotRecogniseAChangedNote() throws GeneralSecurityException {
        assertThat(PETER.signed(PETER.sign(TEXT).replace("answer", "Answer"))).isFalse();
    }

    @Test
    void doesNotRecogniseTheNoteOfAnotherKeyOfTheSameName() throws GeneralSecurityException {
        byte[] other = new byte[32];
        Arrays.fill(other, (byte) 7);

        assertThat(NoteKey.of("PeterNeumann", other).signed(PETER.sign(TEXT))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "\n\n— PeterNeumann \n", "x\n\n— PeterNeumann AAAA\n", "x\n\n— PeterNeumann ???\n"})
    void doesNotRecogniseWhatIsNoNote(String note) {
        assertThat(PETER.signed(note)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "with+plus", "two\nlines"})
    void refusesNamesThatWouldBreakTheNote(String name) {
        assertThatThrownBy(() -> NoteKey.of(name, new byte[32]))
                .hasMessageContaining("(expected: not empty, no space, no plus)");
    }

    /// The published form holds a type byte before the seed.
    private static NoteKey key(String name, String typedSeed) {
        byte[] typed = Base64.getDecoder().decode(typedSeed);
        try {
            return NoteKey.of(name, Arrays.copyOfRange(typed, 1, typed.length));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
