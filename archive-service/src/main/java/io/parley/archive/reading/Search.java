package io.parley.archive.reading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.parley.archive.file.ArchivedFiles;
import io.parley.archive.grant.GrantScope;
import io.parley.archive.party.Places;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Finds messages: the database proposes versions by their tokens, and each is decrypted to see whether the words
/// really stand there. A message is found once, at the first of its versions that matches.
@Component
class Search {

    private static final int FEWEST_AT_ONCE = 20;
    private static final int MOST_AT_ONCE = 800;
    private static final int MOST_SCANNED = 5_000;

    private final RecordShelf shelf;
    private final Unsealer unsealer;
    private final ArchivedFiles files;
    private final JsonMapper json;

    Search(RecordShelf shelf, Unsealer unsealer, ArchivedFiles files, JsonMapper json) {
        this.shelf = shelf;
        this.files = files;
        this.unsealer = unsealer;
        this.json = json;
    }

    SearchPage find(GrantScope granted, Condition narrowed, Places places, Phrase phrase, Position after, int limit) {
        Condition asked = narrowed.copy().tokensAnywhere(phrase.tokens());
        List<ArchivedMessage> items = new ArrayList<>();
        Position position = after;
        int chunk = Math.clamp(limit + 1, FEWEST_AT_ONCE, MOST_AT_ONCE);
        for (int scanned = 0; scanned < MOST_SCANNED; scanned += chunk, chunk = Math.min(2 * chunk, MOST_AT_ONCE)) {
            List<StoredVersion> candidates = candidates(narrowed, places, phrase, position, chunk);
            Found found = new Found(candidates, granted, asked, phrase);
            for (StoredVersion candidate : candidates) {
                if (found.at(candidate) && items.size() == limit) {
                    return new SearchPage(items, position.cursor());
                }
                if (found.at(candidate)) {
                    items.add(found.message(candidate));
                }
                position = candidate.position();
            }
            if (candidates.size() < chunk) {
                return new SearchPage(items, null);
            }
        }
        return new SearchPage(items, position.cursor());
    }

    /// The next versions that may have the words, or name a file that may have them, in the order of the archive.
    private List<StoredVersion> candidates(
            Condition narrowed, Places places, Phrase phrase, Position after, int limit) {
        List<StoredVersion> said = shelf.candidates(narrowed.copy().tokens(phrase.tokens()), places, after, limit);
        List<StoredVersion> sent =
                phrase.isEmpty() ? List.of() : shelf.fileCandidates(narrowed, phrase.tokens(), after, limit);
        if (sent.isEmpty()) {
            return said;
        }
        Map<UUID, StoredVersion> all = new HashMap<>();
        Stream.concat(said.stream(), sent.stream()).forEach(version -> all.put(version.recordId(), version));
        return all.values().stream().sorted(StoredVersion.IN_ORDER).limit(limit).toList();
    }

    /// One version, when the grant covers it.
    Optional<OpenVersion> version(UUID recordId, MessageKey key, Condition granted) {
        return open(List.of(key.message()), granted, granted).getOrDefault(key, List.of()).stream()
                .filter(version -> version.stored().recordId().equals(recordId))
                .findFirst();
    }

    /// All versions of one message that the grant covers; empty when it covers none.
    List<ArchivedMessage> message(MessageKey key, GrantScope scope) {
        Condition granted = Condition.of(scope);
        List<UUID> message = List.of(key.message());
        Map<MessageKey, List<OpenVersion>> open = open(message, granted, granted);
        List<OpenVersion> versions = open.getOrDefault(key, List.of());
        boolean recalled = shelf.recalled(List.of(key.message())).contains(key);
        return versions.isEmpty()
                ? List.of()
                : List.of(ArchivedMessage.of(
                        versions, recalled, reactions(message, scope).getOrDefault(key, List.of()), Phrase.ANY));
    }

    private Map<MessageKey, List<Reaction>> reactions(List<UUID> messages, GrantScope scope) {
        Condition granted = Condition.ofAnything(scope).kinds(Reaction.GIVEN, Reaction.TAKEN_BACK);
        Map<MessageKey, List<Reaction>> found = new HashMap<>();
        open(messages, granted, granted).forEach((key, reactions) -> found.put(key, Reaction.history(reactions)));
        return found;
    }

    private Map<MessageKey, List<OpenVersion>> open(List<UUID> messages, Condition granted, Condition asked) {
        return unsealer.open(shelf.versions(messages, granted, asked)).stream()
                .collect(groupingBy(version -> version.stored().messageKey()));
    }

    /// The messages behind one chunk of candidates, opened.
    private final class Found {

        private final Map<MessageKey, List<OpenVersion>> open;
        private final Set<MessageKey> recalled;
        private final Set<UUID> firstMatches;
        private final Map<MessageKey, List<Reaction>> reactions;
        private final Phrase phrase;

        Found(List<StoredVersion> candidates, GrantScope granted, Condition asked, Phrase phrase) {
            this.phrase = phrase;
            List<UUID> messages =
                    candidates.stream().map(StoredVersion::message).distinct().toList();
            open = messages.isEmpty() ? Map.of() : withFiles(open(messages, Condition.of(granted), asked), phrase);
            recalled = messages.isEmpty() ? Set.of() : shelf.recalled(messages);
            firstMatches = open.values().stream()
                    .flatMap(versions -> versions.stream()
                            .filter(version ->
                                    version.stored().asked() && (phrase.in(version, json) || version.isFoundByAFile()))
                            .limit(1))
                    .map(version -> version.stored().recordId())
                    .collect(toSet());
            List<UUID> matched = candidates.stream()
                    .filter(this::at)
                    .map(StoredVersion::message)
                    .toList();
            reactions = matched.isEmpty() ? Map.of() : Search.this.reactions(matched, granted);
        }

        private Map<MessageKey, List<OpenVersion>> withFiles(Map<MessageKey, List<OpenVersion>> found, Phrase wanted) {
            List<UUID> naming = found.values().stream()
                    .flatMap(List::stream)
                    .filter(version -> !version.files().isEmpty())
                    .map(version -> version.stored().recordId())
                    .toList();
            var matches = files.matching(naming, wanted.tokens(), wanted.words());
            if (matches.isEmpty()) {
                return found;
            }
            Map<MessageKey, List<OpenVersion>> marked = new HashMap<>();
            found.forEach((key, versions) -> marked.put(
                    key,
                    versions.stream()
                            .map(version -> version.with(
                                    matches.getOrDefault(version.stored().recordId(), Map.of())))
                            .toList()));
            return marked;
        }

        boolean at(StoredVersion candidate) {
            return firstMatches.contains(candidate.recordId());
        }

        ArchivedMessage message(StoredVersion candidate) {
            MessageKey key = candidate.messageKey();
            return ArchivedMessage.of(
                    open.getOrDefault(key, List.of()),
                    recalled.contains(key),
                    reactions.getOrDefault(key, List.of()),
                    phrase);
        }
    }
}
