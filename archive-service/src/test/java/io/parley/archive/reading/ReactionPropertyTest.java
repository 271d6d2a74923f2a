package io.parley.archive.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.contracts.ConversationId;
import io.parley.contracts.Ids;
import io.parley.contracts.KeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.json.JsonMapper;

class ReactionPropertyTest {

    private static final List<UUID> PEOPLE = List.of(Ids.next(), Ids.next(), Ids.next());

    private record Act(UUID person, String emoji, boolean removed) {}

    @Property
    void standsWhatItsPersonDidLast(@ForAll("acts") List<Act> acts) {
        Map<List<Object>, Integer> last = new HashMap<>();
        for (int i = 0; i < acts.size(); i++) {
            last.put(List.of(acts.get(i).person(), acts.get(i).emoji()), i);
        }

        List<Reaction> history = Reaction.history(versions(acts));

        assertThat(history).hasSameSizeAs(acts);
        for (int i = 0; i < acts.size(); i++) {
            Act act = acts.get(i);
            assertThat(history.get(i).seq()).isEqualTo(i);
            assertThat(history.get(i).removed()).isEqualTo(act.removed());
            assertThat(history.get(i).stands())
                    .isEqualTo(
                            !act.removed() && Integer.valueOf(i).equals(last.get(List.of(act.person(), act.emoji()))));
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(PEOPLE), Arbitraries.of("👍", "👨‍👩‍👧", "👍🏽"), Arbitraries.of(true, false))
                .as(Act::new)
                .list()
                .ofMaxSize(20);
    }

    private static List<OpenVersion> versions(List<Act> acts) {
        List<OpenVersion> versions = new ArrayList<>();
        var conversation = ConversationId.next();
        for (Act act : acts) {
            var stored = new StoredVersion(
                    Ids.next(),
                    conversation,
                    versions.size(),
                    Ids.next(),
                    act.person(),
                    Instant.EPOCH,
                    act.removed() ? Reaction.TAKEN_BACK : Reaction.GIVEN,
                    false,
                    KeyId.next(),
                    new byte[0],
                    "eu",
                    true);
            var json = JsonMapper.shared().createObjectNode().put("emoji", act.emoji());
            versions.add(new OpenVersion(stored, new byte[0], json, new byte[0], List.of()));
        }
        return versions;
    }
}
