package io.parley.consent.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.consent.ConsentIT;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.KeyPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyEncryptionKeyTest {

    private static final byte[] SECRET = "thirty-two bytes of secret here!".getBytes(UTF_8);
    private static final KeySlot SLOT = new KeySlot(PersonId.next(), KeyPurpose.MESSAGE, YearMonth.of(2026, 11));

    @TempDir
    private Path folder;

    private final KeyEncryptionKey kek = new KeyEncryptionKey(new KekProperties(ConsentIT.newKeyset()));

    @Test
    void opensWhatItWrapped() {
        byte[] context = SLOT.associatedData(KeyId.next());

        byte[] wrapped = kek.wrap(SECRET, context);

        assertThat(wrapped).isNotEqualTo(SECRET);
        assertThat(kek.unwrap(wrapped, context)).isEqualTo(SECRET);
        assertThat(kek.primaryId()).isPositive();
    }

    @Test
    void opensOnlyInTheSlotItWasWrappedFor() {
        KeyId id = KeyId.next();
        byte[] wrapped = kek.wrap(SECRET, SLOT.associatedData(id));
        KeySlot nextMonth =
                new KeySlot(SLOT.owner(), SLOT.purpose(), SLOT.month().plusMonths(1));

        assertThatThrownBy(() -> kek.unwrap(wrapped, nextMonth.associatedData(id)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kek.unwrap(wrapped, SLOT.associatedData(KeyId.next())))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotStartWithoutAKeyset() throws IOException {
        Path absent = folder.resolve("absent.json");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{}");

        assertThatThrownBy(() -> new KeyEncryptionKey(new KekProperties(absent)))
                .hasMessageContaining("PARLEY_KEK_KEYSET")
                .hasMessageContaining("absent.json");
        assertThatThrownBy(() -> new KeyEncryptionKey(new KekProperties(broken)))
                .hasMessageContaining("PARLEY_KEK_KEYSET");
    }
}
