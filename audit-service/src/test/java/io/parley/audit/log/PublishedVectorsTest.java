package io.parley.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values published by others, so that our tree and our own verifier cannot be wrong in the same way.
class PublishedVectorsTest {

    /// The eight entries that the reference implementation of Certificate Transparency is tested with.
    private static final List<byte[]> REFERENCE_ENTRIES =
            hex("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    @ParameterizedTest
    @CsvSource({
        "0, e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "2, fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "3, aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "4, d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "5, 4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "6, 76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "7, ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "8, 5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    })
    void rootsOfTheReferenceTree(int size, String root) {
        List<byte[]> entries = REFERENCE_ENTRIES.subList(0, size);

        assertThat(MemoryTree.of(entries).edge().root()).hasToString(root);
        assertThat(HexFormat.of().formatHex(ProofVerifier.treeHash(entries))).isEqualTo(root);
    }

    @Test
    void inclusionPathOfTheReferenceTree() {
        assertThat(new Prover(MemoryTree.of(REFERENCE_ENTRIES), 8).inclusion(5))
                .extracting(Hash::toString)
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void consistencyPathOfTheReferenceTree() {
        assertThat(new Prover(MemoryTree.of(REFERENCE_ENTRIES), 8).consistency(6))
                .extracting(Hash::toString)
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    /// Entry 10,000 of a public Certificate Transparency log of 961,984,013 entries.
    @Test
    void ourVerifierAcceptsAProofFromALogInProduction() {
        assertThat(ProofVerifier.included(
                        10_000,
                        961_984_013L,
                        base64("nCs3mfIydh9x4CKyQ+u2xtmpxmFggA5MLymHwNQSlLg="),
                        PRODUCTION_PATH,
                        base64("dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM=")))
                .isTrue();
    }

    @Test
    void ourVerifierRefusesThatProofForTheNeighbour() {
        assertThat(ProofVerifier.included(
                        10_001,
                        961_984_013L,
                        base64("nCs3mfIydh9x4CKyQ+u2xtmpxmFggA5MLymHwNQSlLg="),
                        PRODUCTION_PATH,
                        base64("dwlueapdd7LaOEnX2W2Wp9v2XE+KzejHRQGHwEx0oaM=")))
                .isFalse();
    }

    private static List<byte[]> hex(String... values) {
        return Arrays.stream(values).map(HexFormat.of()::parseHex).toList();
    }

    private static byte[] base64(String value) {
        return Base64.getDecoder().decode(value);
    }

    private static final List<byte[]> PRODUCTION_PATH =
            """
            T46AmJsuOM/gFiGlUp+IJJebp+1Z5qratFNW7U0JyOQ=
            9Jj1Feodn42uRYEfffkV4HF/EIPFQ5Zo9IwkxbQ2uhk=
            D53/1oCNebF4J59HHgioovKZxrmrKcVuCVhy3Izg8Ck=
            wSFDgGSrsXRPA+1c8WHoAFCsWeUv8NDyP/Q/SgsyVyY=
            516/RcwsgdwdzHn18v1dJHqBkgFUbNhmCIWOGjsMJaE=
            naTFY2ajLFgrgs5XUl+zJYZnnlJksLGsA1VYwpLfqbY=
            mKBRJo6qao+0Kdh/rhGkZUbHUAxMhrtrclrTpIbNjIg=
            Co4ueOFE7lpifLio94irxxsv1wFMMaK3tPu2ZQkHlro=
            yRgy800K6JMYCC05sWfqF2kvCg2riT/pVM+nEa6V5+0=
            n2O38XJZC8/Wpbwi9HhgVizlUyeUHVZvYyQB1607MRc=
            go3tAjuNfNSCj87y2Rg1xOroDknGN1eaf3cgvzObf7Q=
            8D0Mj3/J7ySSnFb0afIHYXv6rlOhECnsebY6XKi1IR8=
            6rcez46ZU8M5vPiWVMAUfJfAOV0pPP/mch/lYzZhj/M=
            2rtIeXrPvSdUyHc5maIgSAVB2BzaKaupWxSAiVayDE4=
            nniW/IMFQPN5xw8UsHFn7CRStYbm1gLu7NNa6kkRqJQ=
            mRPPi7sQS22MduIEyvcNzCNFqIt6kLwYPkNKrVtIcu8=
            JvTivzESNS9wHI8aph5a7uieVmtS/p9PciMZ5D6GyOo=
            UTyQd+Ym0wY4zG+qK806bBORwi1CSVvFQ/KknnqoZj8=
            hXODrqN+ff+U6zPqRQ+ZQKs6im1fPcxIerDSfNwflhE=
            II6GE+WY/DrpZzfHztLwkR46o37zVkNLCyPYlf68zA0=
            d609kWWcNBllbA8Jb/ad4XAVVGnScLRmtP8FYyr+Dck=
            rikBsP0G0gioXRpBFED2CzQdSLrGPvRd0bEcbEZw1rI=
            GXIElfmnRuWfbA4z7ubV/UwlpSRUbUeec7oL5HDDnh0=
            pR0SH/NYP6s9+8azWwaeUXA4Ze/3WCIgMfh5YW6wvcE=
            f3GuAKYVrF8RBg3s15jvA/YvV9oAliWtzP/imwPhQVA=
            WHn8zDxlVgkV+lSlmzaOdfSBrTHoRr5nT3d76q0KKWE=
            f2uV2ZxVgULzLPKuZcowRY3ZY7fRlX59iDBjV1R8kNQ=
            NzQVjJsvQwbi7WStMr9oFkh9VbHfK7LB6o7WwAqwNTs=
            C0LttBeYHZHgL+032JIcJC3CTBIyza/hsbmJUgJfmDI=
            nixU5CWTFVDlF4BGdcU6kA7WSYurEpe9jRWc+F/7sOc=
            """.lines().map(String::strip).map(PublishedVectorsTest::base64).toList();
}
