package io.parley.archive.intake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import io.parley.platform.keys.DataKey;
import io.parley.platform.keys.DataKeys;
import io.parley.platform.keys.KeyPurpose;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The keys that one batch needs. A key that is absent was destroyed.
record BatchKeys(Map<KeyId, DataKey> message, Map<Slot, DataKey> archive) {

    record Slot(PersonId author, YearMonth month) {

        static Slot of(Fact fact) {
            return new Slot(fact.sender(), YearMonth.from(fact.acceptedAt().atZone(ZoneOffset.UTC)));
        }
    }

    static BatchKeys fetch(DataKeys keys, List<Fact> contents) {
        return new BatchKeys(keys.lookup(messageKeys(contents)), archiveKeys(keys, contents));
    }

    @Nullable
    DataKey archiveKeyOf(Fact fact) {
        return archive.get(Slot.of(fact));
    }

    private static Set<KeyId> messageKeys(List<Fact> contents) {
        return contents.stream()
                .flatMap(fact ->
                        fact.change() instanceof Change.Content content ? Stream.of(content.key()) : Stream.of())
                .collect(toSet());
    }

    private static Map<Slot, DataKey> archiveKeys(DataKeys keys, List<Fact> contents) {
        Map<YearMonth, Set<PersonId>> authors =
                contents.stream().map(Slot::of).collect(groupingBy(Slot::month, mapping(Slot::author, toSet())));
        Map<Slot, DataKey> found = new HashMap<>();
        authors.forEach((month, people) -> keys.at(people, KeyPurpose.ARCHIVE, month)
                .forEach((person, key) -> found.put(new Slot(person, month), key)));
        return found;
    }
}
