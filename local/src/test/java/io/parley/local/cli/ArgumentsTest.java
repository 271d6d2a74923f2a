package io.parley.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.local.region.CommandFailed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void wordsFlagsAndValuesAreToldApart() {
        Arguments arguments =
                Arguments.parse(List.of("chat", "--full", "--seconds", "20"), Set.of("--full"), Set.of("--seconds"));

        assertThat(arguments.onlyWord("scenario")).isEqualTo("chat");
        assertThat(arguments.has("--full")).isTrue();
        assertThat(arguments.number("--seconds", 5)).isEqualTo(20);
    }

    @Test
    void anOptionTheCommandDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--ful"), Set.of("--full"), Set.of()))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("argument: --ful (expected: see --help)");
    }

    @Test
    void anOptionWithoutItsValueIsRefused() {
        assertThatThrownBy(() -> Arguments.parse(List.of("--only"), Set.of(), Set.of("--only")))
                .isInstanceOf(CommandFailed.class);
    }

    @Test
    void aValueThatIsNoNumberIsRefused() {
        Arguments arguments = Arguments.parse(List.of("--port", "http"), Set.of(), Set.of("--port"));

        assertThatThrownBy(() -> arguments.number("--port", 0))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("argument: --port http (expected: a number)");
    }

    @Test
    void aMissingWordIsNamed() {
        assertThatThrownBy(() -> Arguments.parse(List.of(), Set.of(), Set.of()).onlyWord("person"))
                .isInstanceOf(CommandFailed.class)
                .hasMessage("argument: none (expected: one person)");
    }
}
