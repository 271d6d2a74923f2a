package io.parley.archive.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A page of the feed with the field names known from WeCom's message archiving. Byte strings in base64.
record WecomView(int errcode, String errmsg, List<Row> chatdata) {

    /// @param msgid the record's id; null: destroyed or lost
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(
            long seq,
            @Nullable UUID msgid,
            @JsonProperty("publickey_ver") @Nullable Integer publicKeyVersion,
            @JsonProperty("encrypt_random_key") byte @Nullable [] encryptedKey,
            @JsonProperty("encrypt_chat_msg") byte @Nullable [] encryptedRecord,
            @Nullable Boolean destroyed,
            @Nullable String reason,
            @Nullable Boolean lost) {

        static Row of(FeedItem one) {
            FeedView.Item item = FeedView.Item.of(one);
            return new Row(
                    item.seq(),
                    item.recordId(),
                    item.publicKeyVersion(),
                    item.encryptedKey(),
                    item.encryptedRecord(),
                    item.destroyed(),
                    item.reason(),
                    item.lost());
        }
    }

    static WecomView of(FeedReading.Page page) {
        return new WecomView(0, "ok", page.items().stream().map(Row::of).toList());
    }
}
