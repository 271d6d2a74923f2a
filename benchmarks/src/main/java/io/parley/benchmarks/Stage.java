package io.parley.benchmarks;

import io.parley.benchmarks.people.Crowd;
import io.parley.benchmarks.people.Member;
import io.parley.benchmarks.socket.ClientFrames;
import io.parley.benchmarks.socket.Loop;
import io.parley.benchmarks.socket.SendTemplate;
import io.parley.client.Conversation;
import io.parley.client.ConversationId;
import io.parley.client.PersonId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Puts people into conversations and on sockets.
final class Stage {

    private static final String DEVICE = "bench";
    private static final int AT_ONCE = 32;
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final String WORDS = "The courier leaves the Shanghai warehouse tomorrow. 快递明天从上海仓库发出，请注意查收。";

    private final Crowd crowd;
    private final Loop loop;
    private final Progress progress;
    private final Script script;
    private final List<Speaker> speakers = new ArrayList<>();
    private final List<Seat> seats = new ArrayList<>();
    private final Map<String, Long> setbacks = new TreeMap<>();

    /// What is said.
    ///
    /// @param number stands in a text where the number of the message is to be written; empty: nowhere
    record Script(List<String> texts, String number) {

        static final Script ONE_TEXT = new Script(List.of(WORDS), "");
    }

    Stage(Crowd crowd, Loop loop, Progress progress, Script script) {
        this.crowd = crowd;
        this.script = script;
        this.loop = loop;
        this.progress = progress;
    }

    List<Speaker> speakers() {
        return speakers;
    }

    /// Each pair in its own direct conversation, which later runs continue.
    List<Talk> pairs(int count) throws InterruptedException {
        List<Member> people = crowd.gather(2 * count);
        List<Callable<Conversation>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Member from = people.get(2 * i);
            PersonId to = people.get(2 * i + 1).id();
            calls.add(() -> from.api().conversations().create(ConversationId.next(), "direct", null, List.of(to)));
        }
        List<Conversation> conversations = crowd.together(calls);
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            talks.add(talk(conversations.get(i), people.subList(2 * i, 2 * i + 2), 1));
        }
        return seated(talks, people);
    }

    /// All in one new group.
    List<Talk> group(int members, int senders) throws InterruptedException {
        List<Member> people = crowd.gather(members);
        List<PersonId> others = people.stream().skip(1).map(Member::id).toList();
        Conversation group =
                people.getFirst().api().conversations().create(ConversationId.next(), "group", "bench", others);
        return seated(List.of(talk(group, people, senders)), people);
    }

    private Talk talk(Conversation conversation, List<Member> members, int senders) {
        UUID id = conversation.conversationId().value();
        var timeline = new Timeline(conversation.lastSeq());
        var template = new SendTemplate(id, script.texts(), script.number());
        List<Speaker> own = new ArrayList<>();
        List<Listener> listeners = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            @Nullable Speaker speaker = null;
            if (i < senders) {
                speaker = new Speaker(speakers.size(), template, members.size() - 1, progress);
                speakers.add(speaker);
                own.add(speaker);
            }
            listeners.add(new Listener(id, conversation.lastSeq(), progress, speakers, speaker, timeline));
        }
        return new Talk(id, own, listeners, timeline);
    }

    private List<Talk> seated(List<Talk> talks, List<Member> people) throws InterruptedException {
        List<String> tokens = crowd.tokens(people);
        for (Talk talk : talks) {
            byte[] hello = ClientFrames.hello(
                    DEVICE, Map.of(talk.conversation(), talk.timeline().last()));
            for (Listener listener : talk.listeners()) {
                seats.add(new Seat(loop, tokens.get(seats.size()), () -> hello, listener, false, setbacks));
            }
        }
        new Entrance(loop, AT_ONCE).admit(seats, WITHIN);
        return talks;
    }

    /// Nobody hears or says anything any more.
    void clear() throws InterruptedException {
        loop.call(() -> {
            seats.forEach(Seat::leave);
            return seats;
        });
    }
}
