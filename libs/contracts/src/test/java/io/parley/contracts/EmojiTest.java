package io.parley.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "👍",
                "👍🏽",
                "❤",
                "❤️",
                "❤️‍🔥",
                "👨‍👩‍👧‍👦",
                "👩🏽‍⚕️",
                "🏳️‍🌈",
                "🏴‍☠️",
                "🇨🇳",
                "🇪🇺",
                "1️⃣",
                "#️⃣",
                "🅰️",
                "ℹ️",
                "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
                "🥹",
                "☕"
            })
    void takesOneEmoji(String emoji) {
        assertThat(Emoji.isOne(emoji)).isTrue();
        assertThat(new Emoji(emoji)).hasToString(emoji);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "1",
                "#",
                "no",
                "赞",
                "👍👍",
                "👍a",
                "a👍",
                "👍‍",
                "‍👍",
                "👍‍‍👍",
                "️",
                "🇨",
                "🇽🇽",
                "🇨🇳🇩🇪",
                "1⃣",
                "👍‍1️⃣",
                "🅰️‍🅱️",
                "🆗‍🆗",
                "👍 ",
                "👍️️",
                "👍🏽🏽",
                "👍\u0000",
                "👍\u200B",
                "🇨🇳‍👍",
                "👍‍🇨🇳"
            })
    void refusesWhatIsNotExactlyOne(String text) {
        assertThat(Emoji.isOne(text)).isFalse();
    }

    @Test
    void refusesTagsThatCouldSpell() {
        StringBuilder tags = new StringBuilder("🏴");
        "secret".chars().forEach(letter -> tags.appendCodePoint(0xE0000 + letter));
        assertThat(Emoji.isOne(tags.appendCodePoint(0xE007F).toString())).isFalse();
    }

    @Test
    void refusesMoreThanSixteenCodePoints() {
        assertThat(Emoji.isOne("👍" + "‍👍".repeat(7))).isTrue();
        assertThat(Emoji.isOne("👍" + "‍👍".repeat(8))).isFalse();
    }

    @Test
    void doesNotRepeatWhatItRefuses() {
        assertThatThrownBy(() -> new Emoji("secret words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
