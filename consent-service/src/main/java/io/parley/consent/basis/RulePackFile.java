package io.parley.consent.basis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.parley.consent.person.PersonKind;
import io.parley.contracts.Purpose;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Reads a rule pack. Strict: a key or a value that is not known stops the service at its start, for a rule that is
/// misspelt would otherwise silently allow or forbid.
final class RulePackFile {

    private static final Set<String> KEYS =
            Set.of("pack", "title", "minorsAnswerFrom", "obligationOutweighsRefusal", "purposes");

    private final String source;
    private final Map<?, ?> root;

    private RulePackFile(String source, Map<?, ?> root) {
        this.source = source;
        this.root = root;
    }

    /// @param source names the file in errors
    static RulePack parse(String source, String yaml) {
        return new RulePackFile(source, map("", load(source, yaml), source)).pack(digest(yaml));
    }

    private RulePack pack(String digest) {
        checkKeys("", root, KEYS);
        return new RulePack(
                text("pack"),
                text("title"),
                age(),
                purposes("obligationOutweighsRefusal"),
                grounds(map("purposes", root.get("purposes"), source)),
                digest);
    }

    private Map<Purpose, Map<PersonKind, Set<Ground>>> grounds(Map<?, ?> purposes) {
        Map<Purpose, Map<PersonKind, Set<Ground>>> grounds = new EnumMap<>(Purpose.class);
        purposes.forEach((purpose, kinds) -> {
            String path = "purposes." + purpose;
            grounds.put(parsed(path, purpose, Purpose::of), byKind(path, map(path, kinds, source)));
        });
        return grounds;
    }

    private Map<PersonKind, Set<Ground>> byKind(String path, Map<?, ?> kinds) {
        Map<PersonKind, Set<Ground>> grounds = new EnumMap<>(PersonKind.class);
        kinds.forEach((kind, list) -> {
            String at = path + "." + kind;
            PersonKind parsed = parsed(at, kind, PersonKind::of);
            if (parsed == PersonKind.BOT) {
                throw wrong(at, kind, "employee, guest or minor; bots have no basis of their own");
            }
            grounds.put(parsed, grounds(at, list));
        });
        return grounds;
    }

    private Set<Ground> grounds(String path, @Nullable Object list) {
        Set<Ground> grounds = EnumSet.noneOf(Ground.class);
        for (Object ground : list(path, list)) {
            Ground parsed = parsed(path, ground, Ground::of);
            if (parsed == Ground.NONE) {
                throw wrong(path, ground, "consent, notice or legal-obligation; an empty list for none");
            }
            grounds.add(parsed);
        }
        return grounds;
    }

    private Set<Purpose> purposes(String key) {
        return list(key, root.get(key)).stream()
                .map(purpose -> parsed(key, purpose, Purpose::of))
                .collect(Collectors.toSet());
    }

    private int age() {
        if (root.get("minorsAnswerFrom") instanceof Integer years && years >= 0 && years <= 30) {
            return years;
        }
        throw wrong("minorsAnswerFrom", root.get("minorsAnswerFrom"), "an age in years, 0 to 30");
    }

    private String text(String key) {
        if (root.get(key) instanceof String text && !text.isBlank()) {
            return text;
        }
        throw wrong(key, root.get(key), "text");
    }

    private Collection<?> list(String path, @Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw wrong(path, value, "a list");
    }

    private <T> T parsed(String path, @Nullable Object value, Function<String, T> parser) {
        try {
            return parser.apply(String.valueOf(value));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(source + ": " + path + ": " + e.getMessage(), e);
        }
    }

    private void checkKeys(String path, Map<?, ?> map, Set<String> known) {
        for (Object key : map.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw wrong(path + key, key, "one of " + known.stream().sorted().toList());
            }
        }
    }

    private IllegalArgumentException wrong(String path, @Nullable Object value, String rule) {
        return wrong(source, path, value, rule);
    }

    private static IllegalArgumentException wrong(String source, String path, @Nullable Object value, String rule) {
        return new IllegalArgumentException(source + ": " + path + ": " + value + " (expected: " + rule + ")");
    }

    private static Map<?, ?> map(String path, @Nullable Object value, String source) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(source, path, value, "a mapping");
    }

    private static @Nullable Object load(String source, String yaml) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(source + ": not YAML: " + firstLine(e), e);
        }
    }

    private static String firstLine(YAMLException e) {
        return Arrays.stream(String.valueOf(e.getMessage()).split("\n"))
                .limit(3)
                .collect(Collectors.joining(" "));
    }

    private static String digest(String yaml) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is in every Java platform", e);
        }
    }
}
