package io.parley.archive.seal;

import io.parley.contracts.ConversationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is chained about one decision, as lines of text that anybody can hash again. Holds no content: a kept version
/// has a commitment to it, SHA-256(salt ‖ content), whose salt is derived from the author's key and gone with it.
///
/// @param reason why it was withheld; empty when it was not
/// @param kept what is in the archive of it, if anything
/// @param happening what it did to the conversation itself, if the archive knows
public record Entry(
        ConversationId conversation,
        long seq,
        String outcome,
        String reason,
        Instant acceptedAt,
        @Nullable Kept kept,
        @Nullable Happening happening) {

    private static final String FORM = "parley-archive-entry/v1";
    /// With one line more, before the last: the digest of what happened.
    private static final String FORM_OF_HAPPENING = "parley-archive-entry/v2";
    private static final String NOTHING = "";

    public sealed interface Kept {

        UUID message();

        /// The name of the evidence for which it was archived: its SHA-256, hexadecimal.
        String basisSet();
    }

    /// @param change `posted`, `edited`, `reacted`, `unreacted` or `titled`
    /// @param contentType chosen by the sender and of any characters, so it stands last
    public record Version(
            UUID message,
            String basisSet,
            UUID recordId,
            UUID sender,
            String change,
            byte[] commitment,
            String region,
            String contentType)
            implements Kept {}

    public record Recall(UUID message, String basisSet) implements Kept {}

    /// Each line is there in every entry, and empty when it has nothing to say.
    public String text() {
        List<String> lines = new ArrayList<>(decision());
        lines.addAll(archived());
        if (happening != null) {
            lines.add(lines.size() - 1, happening.digest());
        }
        return (happening == null ? FORM : FORM_OF_HAPPENING) + "\n" + String.join("\n", lines);
    }

    private List<String> decision() {
        return List.of(
                conversation.toString(), Long.toString(seq), outcome, reason, Long.toString(acceptedAt.toEpochMilli()));
    }

    private List<String> archived() {
        return switch (kept) {
            case null -> List.of(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
            case Recall recall ->
                List.of(
                        "recalled",
                        recall.message().toString(),
                        recall.basisSet(),
                        NOTHING,
                        NOTHING,
                        NOTHING,
                        NOTHING,
                        NOTHING);
            case Version version ->
                List.of(
                        version.change(),
                        version.message().toString(),
                        version.basisSet(),
                        version.recordId().toString(),
                        version.sender().toString(),
                        HexFormat.of().formatHex(version.commitment()),
                        version.region(),
                        version.contentType());
        };
    }
}
