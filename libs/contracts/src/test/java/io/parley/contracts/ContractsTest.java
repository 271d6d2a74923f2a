package io.parley.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractsTest {

    @ParameterizedTest
    @EnumSource
    void findsEachErrorCodeByItsWireFormAndTitlesItInBothLanguages(ErrorCode code) {
        assertThat(ErrorCode.of(code.code())).isSameAs(code);
        assertThat(code.code()).matches("[a-z]+(-[a-z]+)*");
        assertThat(code.title(Locale.SIMPLIFIED_CHINESE)).isNotEqualTo(code.title(Locale.ENGLISH));
    }

    @ParameterizedTest
    @EnumSource
    void letsAnEventCarryOnlyTheFieldsOfItsAction(AuditAction action) {
        action.checkFields(Set.copyOf(action.fields()));
        assertThatIllegalArgumentException().isThrownBy(() -> action.checkFields(Set.of("words")));
    }

    @Test
    void readsIdsStrictly() {
        UUID id = Ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(Ids.uuid(Ids.bytes(id))).isEqualTo(id);
        assertThat(Ids.parse(id.toString())).isEqualTo(id);
        assertThatIllegalArgumentException().isThrownBy(() -> Ids.parse("1-1-1-1-1"));
        assertThatIllegalArgumentException().isThrownBy(() -> Ids.uuid(ByteString.copyFromUtf8("short")));
    }
}
