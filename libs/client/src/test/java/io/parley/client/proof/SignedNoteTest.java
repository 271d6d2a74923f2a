package io.parley.client.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

    /// "If a signature from a known key fails to verify, clients SHOULD reject the whole note."
    @Test
    void refusesANoteWithATrueAndAFalseLineOfTheKey() {
        String line = NOTE.substring(NOTE.indexOf("— "));
        String another = line.replace("ElZ", "ElY");

        assertThatThrownBy(() -> SignedNote.open(NOTE + another, VerifierKey.parse(KEY)))
                .isInstanceOf(ProofException.class);
    }

    /// "Verifiers MUST ignore signatures from unknown keys, even if they share a name or ID (but not both)."
    @Test
    void passesOverLinesOfKeysItDoesNotKnow() {
        String cosigned = NOTE + "— witness.example/w1 AAAAAQAAAAA=\n— PeterNeumann AAAAAQAAAAA=\n";

        assertThat(SignedNote.open(cosigned, VerifierKey.parse(KEY))).isEqualTo(TEXT);
    }

    @Test
    void refusesWhatIsNoNote() {
        for (String broken : List.of("", "\n\n", NOTE.strip(), NOTE.replace("x08", "?08"), TEXT, "\u0007" + NOTE)) {
            assertThatThrownBy(() -> SignedNote.open(broken, VerifierKey.parse(KEY)))
                    .as(broken)
                    .isInstanceOf(ProofException.class);
        }
    }

    /// The example of C2SP tlog-checkpoint.
    @Test
    void readsTheCheckpointOfTheSpecification() {
        Checkpoint checkpoint = Checkpoint.parse("""
                example.com/behind-the-sofa
                20852163
                CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
                """);

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.size()).isEqualTo(20_852_163);
    }

    @Test
    void refusesWhatIsNoCheckpoint() {
        String root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        for (String broken : List.of(
                "",
                "log\n1\n",
                "log\n01\n" + root,
                "log\n-1\n" + root,
                "log\n9999999999999999999\n" + root,
                "\n1\n" + root,
                "log\n1\nAAAA\n",
                "log\n1\n?\n",
                "log\n1\n" + root + "\nextension\n")) {
            assertThatThrownBy(() -> Checkpoint.parse(broken)).as(broken).isInstanceOf(ProofException.class);
        }
    }
}
