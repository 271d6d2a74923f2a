package io.parley.client.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The note and keys are the examples that Go's `golang.org/x/mod/sumdb/note` documents, and sum.golang.org's own key.
class SignedNoteTest {

    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String NOTE = TEXT + """

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
            """;

    @Test
    void opensThePublishedNote() {
        assertThat(SignedNote.open(NOTE, VerifierKey.parse(KEY))).isEqualTo(TEXT);
    }

    @Test
    void doesNotOpenAChangedNote() {
        assertThatThrownBy(() -> SignedNote.open(NOTE.replace("answer", "Answer"), VerifierKey.parse(KEY)))
                .isInstanceOf(ProofException.class);
    }

    @Test
    void doesNotOpenANoteThatOnlyOthersSigned() {
        var other = VerifierKey.parse("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8");

        assertThat(other.name()).isEqualTo("sum.golang.org");
        assertThatThrownBy(() -> SignedNote.open(NOTE, other)).isInstanceOf(ProofException.class);
    }

    @Test
    void refusesAKeyWhoseHashIsNotItsOwn() {
        assertThatThrownBy(() -> VerifierKey.parse(KEY.replace("c74f20a3", "c74f20a4")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
