package io.parley.archive.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SafeNameTest {

    @Test
    void keepsWhatPeopleWriteAndItsEnding() {
        assertThat(SafeName.of("合同 2026 (final).docx")).isEqualTo("合同 2026 (final).docx");
        assertThat(SafeName.of("y".repeat(300) + ".pdf")).endsWith("y.pdf").hasSize(120);
        assertThat(SafeName.of("...")).isEqualTo("file");
        assertThat(SafeName.of("a\u0000b\u202Ecod.exe")).isEqualTo("a_b_cod.exe");
        assertThat(SafeName.of("..\\..\\windows\\system.ini")).isEqualTo("_.._windows_system.ini");
    }

    @Property
    void isOneNameInTheFolderThatItIsPutIn(@ForAll String given) {
        String name = SafeName.of(given);
        Path folder = Path.of("/files/record");
        assertThat(name).doesNotContain("/", "\\", "\u0000").isNotBlank();
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(120);
        assertThat(folder.resolve("1-" + name).normalize().getParent()).isEqualTo(folder);
    }
}
