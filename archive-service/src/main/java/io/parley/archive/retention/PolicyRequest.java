package io.parley.archive.retention;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.archive.officer.Given;
import io.parley.contracts.ConversationId;
import io.parley.contracts.PersonId;
import io.parley.contracts.event.PersonKind;
import io.parley.platform.problem.DomainException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The policy that somebody asks for, as it came.
///
/// @param rule delete-after unless it says keep-at-least
/// @param audience absent: everybody
/// @param jurisdiction home region of the author; absent: any
record PolicyRequest(
        @Nullable String name,
        @Nullable String rule,
        @JsonProperty("class") @Nullable String kind,
        @Nullable Whom audience,
        @Nullable String period,
        @Nullable String jurisdiction) {

    private static final int LONGEST_NAME = 200;
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Map<String, PersonKind> KINDS = Stream.of(
                    PersonKind.EMPLOYEE, PersonKind.GUEST, PersonKind.MINOR, PersonKind.BOT)
            .collect(Collectors.toMap(kind -> kind.name().toLowerCase(Locale.ROOT), Function.identity()));

    /// What is left out does not narrow it.
    record Whom(
            @Nullable List<@Nullable String> kinds,
            @Nullable List<@Nullable UUID> groups,
            @Nullable List<@Nullable UUID> personIds,
            @Nullable List<@Nullable UUID> conversationIds) {

        static final Whom EVERYBODY = new Whom(null, null, null, null);

        static Whom of(Audience audience) {
            return new Whom(
                    shown(audience.kinds().stream().map(Whom::code)),
                    shown(audience.groups().stream()),
                    shown(audience.persons().stream().map(PersonId::value)),
                    shown(audience.conversations().stream().map(ConversationId::value)));
        }

        static String code(PersonKind kind) {
            return kind.name().toLowerCase(Locale.ROOT);
        }

        static PersonKind kind(String code) {
            PersonKind kind = KINDS.get(code);
            if (kind == null) {
                throw DomainException.invalid("audience.kinds", "employee, guest, minor or bot");
            }
            return kind;
        }

        private static <T extends Comparable<? super T>> List<@Nullable T> shown(Stream<T> values) {
            return new ArrayList<>(values.sorted().toList());
        }
    }

    RetentionPolicy check(PersonId by, Instant now) {
        RetentionClass about = RetentionClass.of(kind);
        return new RetentionPolicy(
                PolicyId.next(),
                Given.text("name", name, 1, LONGEST_NAME),
                rule == null ? RetentionAction.DELETE_AFTER : RetentionAction.of(rule),
                about,
                Span.of(period),
                checkAudience(about),
                by,
                now,
                Collections.emptySortedMap());
    }

    private Audience checkAudience(RetentionClass about) {
        Whom whom = audience == null ? Whom.EVERYBODY : audience;
        if (jurisdiction != null && !REGION.matcher(jurisdiction).matches()) {
            throw DomainException.invalid("jurisdiction", "a region's code, as eu");
        }
        var checked = new Audience(
                Given.set("audience.kinds", whom.kinds(), Whom::kind),
                Given.set("audience.groups", whom.groups(), Function.identity()),
                Given.set("audience.personIds", whom.personIds(), PersonId::new),
                Given.set("audience.conversationIds", whom.conversationIds(), ConversationId::new),
                jurisdiction);
        if (about == RetentionClass.METADATA && checked.namesAuthors()) {
            throw DomainException.invalid("audience", "conversationIds alone for metadata: its author is not known");
        }
        return checked;
    }
}
