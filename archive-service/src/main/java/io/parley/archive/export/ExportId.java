package io.parley.archive.export;

import io.parley.contracts.Ids;
import java.util.UUID;

record ExportId(UUID value) {

    static ExportId next() {
        return new ExportId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
