package io.parley.consent.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An attribute and those it is part of, outermost first.
record AttributePath(List<Attribute> steps) {

    AttributePath {
        steps = List.copyOf(steps);
    }

    static Optional<AttributePath> in(List<Attribute> attributes, String text) {
        int dot = text.indexOf('.');
        String first = dot < 0 ? text : text.substring(0, dot);
        Optional<AttributePath> found =
                Attribute.named(attributes, first).map(attribute -> new AttributePath(List.of(attribute)));
        return dot < 0 ? found : found.flatMap(path -> path.then(text.substring(dot + 1)));
    }

    Optional<AttributePath> then(String rest) {
        return in(last().parts(), rest).map(inner -> {
            List<Attribute> all = new ArrayList<>(steps);
            all.addAll(inner.steps);
            return new AttributePath(all);
        });
    }

    Attribute first() {
        return steps.getFirst();
    }

    Attribute last() {
        return steps.getLast();
    }

    AttributePath tail() {
        return new AttributePath(steps.subList(1, steps.size()));
    }

    boolean single() {
        return steps.size() == 1;
    }

    boolean readOnly() {
        return steps.stream().anyMatch(Attribute::readOnly);
    }

    /// As a client would write it, for messages.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Attribute step : steps) {
            text.append(step.name()).append(step.name().startsWith("urn:") ? ':' : '.');
        }
        return text.substring(0, text.length() - 1);
    }
}
