package io.parley.local.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the test reports of one run say, from Surefire's XML files.
record Reports(int passed, int failed, int skipped, List<String> failures) {

    private static final int DEPTH = 5;
    private static final Pattern SUITE = Pattern.compile("<testsuite\\b[^>]*>");
    private static final Pattern FAILED_CASE =
            Pattern.compile("<testcase name=\"([^\"]*)\" classname=\"([^\"]*)\"[^>]*[^/]>\\s*<(?:failure|error)\\b");

    static Reports none() {
        return new Reports(0, 0, 0, List.of());
    }

    /// The reports below `root` that were written after a moment.
    static Reports since(Path root, Instant moment) {
        try (Stream<Path> files = Files.find(
                root,
                DEPTH,
                (path, attributes) -> path.getFileName().toString().matches("TEST-.*\\.xml")
                        && path.toString().contains("surefire-reports")
                        && attributes.lastModifiedTime().toInstant().isAfter(moment))) {
            return files.map(Reports::read).map(Reports::parse).reduce(none(), Reports::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reports parse(String xml) {
        Matcher suite = SUITE.matcher(xml);
        if (!suite.find()) {
            return none();
        }
        int failed = count(suite.group(), "failures") + count(suite.group(), "errors");
        int skipped = count(suite.group(), "skipped");
        List<String> failures = new ArrayList<>();
        Matcher failedCase = FAILED_CASE.matcher(xml);
        while (failedCase.find()) {
            failures.add(failedCase.group(2) + "." + failedCase.group(1));
        }
        return new Reports(count(suite.group(), "tests") - failed - skipped, failed, skipped, failures);
    }

    String describe() {
        return passed + failed == 0 ? "" : passed + " passed, " + failed + " failed";
    }

    private Reports plus(Reports other) {
        List<String> all = new ArrayList<>(failures);
        all.addAll(other.failures);
        return new Reports(passed + other.passed, failed + other.failed, skipped + other.skipped, List.copyOf(all));
    }

    private static int count(String suite, String attribute) {
        Matcher matcher = Pattern.compile(" " + attribute + "=\"(\\d+)\"").matcher(suite);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
