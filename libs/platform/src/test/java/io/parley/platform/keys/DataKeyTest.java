package io.parley.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DataKeyTest {

    private static final byte[] SECRET = new byte[32];
    private final DataKey key = new DataKey(KeyId.next(), SECRET);

    @Property(tries = 100)
    void opensWhatItSealedAndNothingElse(@ForAll byte[] plain, @ForAll byte[] place, @ForAll byte flip) {
        byte[] sealed = key.seal(plain, place);
        assertThat(key.open(sealed, place)).isEqualTo(plain);
        byte[] altered = sealed.clone();
        altered[Math.floorMod(flip, altered.length)] ^= 1;
        assertThatThrownBy(() -> key.open(altered, place)).isInstanceOf(UnreadableContentException.class);
    }

    @Property(tries = 50)
    void makesADifferentCiphertextButTheSameFingerprintEachTime(@ForAll byte[] plain) {
        assertThat(key.seal(plain, new byte[0])).isNotEqualTo(key.seal(plain, new byte[0]));
        assertThat(key.fingerprint(plain)).isEqualTo(key.fingerprint(plain)).hasSize(16);
    }

    @Property(tries = 20)
    void bindsContentToVersionConversationAndRegion(@ForAll byte[] plain) {
        UUID version = Ids.next();
        ConversationId conversation = ConversationId.next();
        byte[] sealed = key.seal(plain, ContentAad.of(version, conversation, "eu"));
        assertThatThrownBy(() -> key.open(sealed, ContentAad.of(version, conversation, "cn")))
                .isInstanceOf(UnreadableContentException.class);
        assertThatThrownBy(() -> key.open(sealed, ContentAad.of(Ids.next(), conversation, "eu")))
                .isInstanceOf(UnreadableContentException.class);
        assertThatThrownBy(() -> key.open(sealed, ContentAad.of(version, ConversationId.next(), "eu")))
                .isInstanceOf(UnreadableContentException.class);
    }
}
