package io.parley.platform.store;

import io.parley.contracts.Ids;
import java.util.UUID;

/// Names one object of the store. Never used twice.
public record ObjectId(UUID value) {

    public static ObjectId next() {
        return new ObjectId(Ids.next());
    }

    static ObjectId parse(String name) {
        return new ObjectId(Ids.parse(name));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
