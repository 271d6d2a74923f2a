package io.parley.consent.basis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/// The rule packs that were shipped or put beside, and which of them decides for which region. All of them are read and
/// checked when the service starts.
@Component
class RulePacks {

    private static final List<String> SHIPPED = List.of("eu", "cn", "us-ca");

    private final Map<String, RulePack> byRegion = new TreeMap<>();

    RulePacks(BasisProperties properties) {
        Map<String, RulePack> packs = shipped();
        packs.putAll(own(properties.packDirectory()));
        properties.packs().forEach((region, name) -> byRegion.put(region, named(packs, region, name)));
    }

    /// Null: that region has no rules, and so nothing is allowed there.
    @Nullable
    RulePack of(String region) {
        return byRegion.get(region);
    }

    Set<String> regions() {
        return byRegion.keySet();
    }

    private static RulePack named(Map<String, RulePack> packs, String region, String name) {
        RulePack pack = packs.get(name);
        if (pack == null) {
            throw new IllegalArgumentException("parley.basis.packs." + region + ": " + name + " (expected: one of "
                    + packs.keySet().stream().sorted().toList() + ")");
        }
        return pack;
    }

    private static Map<String, RulePack> shipped() {
        Map<String, RulePack> packs = new HashMap<>();
        for (String name : SHIPPED) {
            String source = "rules/" + name + ".yaml";
            try {
                add(packs, RulePackFile.parse(source, new ClassPathResource(source).getContentAsString(UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(source, e);
            }
        }
        return packs;
    }

    private static Map<String, RulePack> own(@Nullable Path directory) {
        Map<String, RulePack> packs = new HashMap<>();
        if (directory == null) {
            return packs;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                add(packs, RulePackFile.parse(file.toString(), Files.readString(file)));
            }
            return packs;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "parley.basis.pack-directory: " + directory + " (expected: a readable folder)", e);
        }
    }

    private static void add(Map<String, RulePack> packs, RulePack pack) {
        if (packs.putIfAbsent(pack.name(), pack) != null) {
            throw new IllegalArgumentException("rule pack " + pack.name() + ": twice (expected: once)");
        }
    }
}
