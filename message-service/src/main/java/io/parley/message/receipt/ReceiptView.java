package io.parley.message.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Who has a message, and who has read it.
@Schema(name = "Receipts")
record ReceiptView(
        @Schema(description = "The number the counts are of")
        long seq,

        @Schema(description = "Members who have got this number")
        int delivered,

        @Schema(description = "Members who have read up to this number")
        int read,

        List<Item> items,

        @JsonInclude @Nullable String nextCursor) {

    @Schema(name = "ReceiptItem")
    record Item(UUID personId, long deliveredSeq, long readSeq) {

        static Item of(ReceiptRecords.Stand stand) {
            return new Item(stand.person().value(), stand.delivered(), stand.read());
        }
    }
}
