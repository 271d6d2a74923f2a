package io.parley.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.client.Content;
import io.parley.client.ConversationId;
import io.parley.client.GrantId;
import io.parley.client.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An officer finds what was said, however it is written, and sees it as it was said.
class SearchTest {

    private static final int LONGEST = 16_384;
    private static final String INDEX = "/v1/archive/index/rotation";

    private final Persona alice = Region.alice().agreed();
    private final Persona bob = Region.bob().agreed();
    private final Raw erin = Region.erinTheOfficer().http();
    private ConversationId conversation;
    private GrantId grant;

    @BeforeEach
    void talk() {
        conversation = alice.opens("group", bob).conversationId();
        Wait.shortly()
                .until(() -> alice.api()
                        .conversations()
                        .get(conversation)
                        .archiveState()
                        .equals("archived"));
        grant = Officers.granted(Officers.newCase(), conversation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    我家在上海东边                    | 上海
                    請把發票寄給我                    | 發票
                    東京タワーへ行きました              | タワー
                    きょうは晴れです                   | 晴れ
                    서울역에서 만나요                  | 서울역
                    请把invoice发给王小明               | invoice
                    请把invoice发给王小明               | 王小明
                    请把invoice发给王小明               | invoice发给
                    The quick courier left           | quick courier
                    THE QUICK COURIER LEFT           | the Quick
                    call Łukasz Müller-Østergård     | müller
                    Ref. 2026-11-22, 48312           | 48312
                    ＡＢＣ１２３ 全角                  | abc123
                    cafe\u0301 du matin               | café
                    שלום עולם                        | שלום
                    مرحبا بالعالم                    | بالعالم
                    𠮷野家で食べた                     | 𠮷野家
                    """)
    void findsWordsOfEveryScript(String text, String words) {
        alice.says(conversation, text);
        alice.says(conversation, "something else, 别的话");
        Officers.coverage(conversation, 2);

        JsonNode found = search("\"text\":" + quoted(words));

        assertThat(found).hasSize(1);
        assertThat(found.get(0).path("seq").asLong()).isEqualTo(1);
        assertThat(text(found.get(0))).isEqualTo(text);
        assertThat(highlights(found.get(0)).size()).isGreaterThan(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "😀👨‍👩‍👧🇨🇳",
                "\u202Eright to left\u202C and back",
                "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘",
                "before\u0000after\u0007",
                "\uFEFF \u200B \u00A0",
                "{\"type\":\"text\",\"text\":\"nested\"}",
                "=HYPERLINK(\"http://x\") '; DROP TABLE record; -- <script>&amp;"
            })
    void keepsTheStrangestTextAsItWasSaid(String text) {
        alice.says(conversation, text);
        Officers.coverage(conversation, 1);

        JsonNode found = search("\"limit\":10");

        assertThat(found).hasSize(1);
        assertThat(text(found.get(0))).isEqualTo(text);
    }

    @Test
    void findsTheLastWordOfTheLongestMessage() {
        String text = "字".repeat(LONGEST - 9) + " terminus";
        alice.says(conversation, text);
        Officers.coverage(conversation, 1);

        JsonNode found = search("\"text\":\"terminus\"");

        assertThat(text(found.get(0))).isEqualTo(text);
        JsonNode highlight = highlights(found.get(0)).get(0);
        assertThat(text.substring(
                        highlight.path("start").asInt(), highlight.path("end").asInt()))
                .isEqualTo("terminus");
    }

    @Test
    void narrowsByPersonTimeTypeAndFate() {
        MessageId edited = alice.says(conversation, "the frist order");
        MessageId recalled = bob.says(conversation, "an order by mistake");
        bob.says(conversation, "an order that stands");
        alice.api().messages().edit(conversation, edited, Content.text("the first order"));
        bob.api().messages().recall(conversation, recalled);
        Officers.coverage(conversation, 5);

        assertThat(numbers("\"text\":\"order\"")).containsExactly(1L, 2L, 3L);
        assertThat(numbers("\"text\":\"order\",\"recalled\":true")).containsExactly(2L);
        assertThat(numbers("\"text\":\"order\",\"edited\":true")).containsExactly(1L);
        assertThat(numbers("\"text\":\"order\",\"recalled\":false,\"edited\":false"))
                .containsExactly(3L);
        assertThat(numbers("\"text\":\"frist\"")).as("a version before").containsExactly(1L);
        assertThat(numbers("\"types\":[\"file\"]")).isEmpty();
        assertThat(numbers("\"types\":[\"text\",\"file\"],\"text\":\"mistake\""))
                .containsExactly(2L);
        assertThat(numbers("\"to\":\"" + Instant.now().minus(Duration.ofMinutes(30)) + "\""))
                .isEmpty();
        assertThat(numbers("\"personIds\":[\"" + bob.id() + "\"]")).hasSize(3);
        assertThat(answer("\"limit\":1").path("total").asLong()).isEqualTo(3);
    }

    /// Takes half a minute: so long a rotation leaves the searches that are under way alone.
    @Test
    void findsTheSameWhileTheIndexKeyIsRotatedAndAfter() {
        alice.says(conversation, "before 上海");
        Officers.coverage(conversation, 1);
        Raw admin = Region.ivanTheAdmin().http();
        erin.post(INDEX, "{}").isProblem(403, "forbidden");

        int generation =
                admin.post(INDEX, "{}").hasStatus(202).json().path("generation").asInt();
        admin.post(INDEX, "{}").isProblem(409, "conflict");
        alice.says(conversation, "during 上海");
        Officers.coverage(conversation, 2);
        assertThat(numbers("\"text\":\"上海\"")).containsExactly(1L, 2L);

        JsonNode done = Wait.atMost(Duration.ofMinutes(3))
                .until(
                        () -> admin.get(INDEX).hasStatus(200).json(),
                        now -> now.path("state").asString().equals("done"));
        alice.says(conversation, "after 上海");
        Officers.coverage(conversation, 3);
        assertThat(numbers("\"text\":\"上海\"")).containsExactly(1L, 2L, 3L);
        assertThat(done.path("generation").asInt()).isEqualTo(generation);
        assertThat(done.path("records").asLong()).isGreaterThan(1);
    }

    private List<Long> numbers(String asked) {
        return search(asked)
                .valueStream()
                .map(item -> item.path("seq").asLong())
                .toList();
    }

    private JsonNode search(String asked) {
        return answer(asked).path("items");
    }

    private JsonNode answer(String asked) {
        return erin.post("/v1/archive/searches", "{\"grantId\":\"" + grant + "\"," + asked + "}")
                .hasStatus(200)
                .json();
    }

    private static JsonNode highlights(JsonNode item) {
        return item.path("versions").get(0).path("highlights");
    }

    private static String text(JsonNode item) {
        return item.path("content").path("text").asString();
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }
}
