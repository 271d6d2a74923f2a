package io.parley.consent.notice;

import io.parley.contracts.Ids;
import java.util.UUID;

public record NoticeId(UUID value) {

    public static NoticeId next() {
        return new NoticeId(Ids.next());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
