package io.parley.audit.anomaly;

import io.parley.platform.problem.DomainException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// Parameters of a rule as they came. Each is needed, and no other is taken.
record Parameters(Map<String, String> given) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    Parameters(Map<String, String> given, Set<String> names) {
        this(Map.copyOf(given));
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw invalid("", "only " + names.stream().sorted().toList());
            }
        }
    }

    long number(String name, long least, long most) {
        String rule = least + ".." + most;
        String text = text(name, rule);
        if (!text.matches("\\d{1,10}")) {
            throw invalid(name, rule);
        }
        long number = Long.parseLong(text);
        if (number < least || number > most) {
            throw invalid(name, rule);
        }
        return number;
    }

    Duration window(String name) {
        String rule = "an ISO 8601 duration, PT1S..P31D";
        try {
            Duration window = Duration.parse(text(name, rule));
            if (window.compareTo(SHORTEST) >= 0 && window.compareTo(LONGEST) <= 0) {
                return window;
            }
        } catch (DateTimeException e) {
            throw invalid(name, rule);
        }
        throw invalid(name, rule);
    }

    ZoneId zone(String name) {
        String rule = "a time zone, as Europe/Berlin";
        try {
            return ZoneId.of(text(name, rule));
        } catch (DateTimeException e) {
            throw invalid(name, rule);
        }
    }

    LocalTime time(String name) {
        String rule = "a time of the day, as 22:00";
        try {
            return LocalTime.parse(text(name, rule));
        } catch (DateTimeException e) {
            throw invalid(name, rule);
        }
    }

    boolean flag(String name) {
        return switch (text(name, "true or false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name, "true or false");
        };
    }

    private String text(String name, String rule) {
        String text = given.get(name);
        if (text == null) {
            throw invalid(name, rule);
        }
        return text;
    }

    private static DomainException invalid(String name, String rule) {
        return DomainException.invalid(name.isEmpty() ? "parameters" : "parameters." + name, rule);
    }
}
