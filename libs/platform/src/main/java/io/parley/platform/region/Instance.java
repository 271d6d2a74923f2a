package io.parley.platform.region;

import io.parley.contracts.Ids;

/// This process among its siblings.
public record Instance(String name, boolean stable) {

    static Instance named(String configured) {
        return configured.isBlank() ? new Instance(Ids.next().toString(), false) : new Instance(configured, true);
    }
}
