package io.parley.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// Opaque to clients.
public record ExportId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ExportId {}

    @Override
    public String toString() {
        return value;
    }
}
