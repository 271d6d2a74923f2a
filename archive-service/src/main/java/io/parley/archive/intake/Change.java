package io.parley.archive.intake;

import io.parley.contracts.FileId;
import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an accepted fact changed.
sealed interface Change {

    /// A post, or an edit of one. The ciphertext is under the author's message key.
    ///
    /// @param files that it names, each once
    record Content(KeyId key, byte[] ciphertext, String type, boolean edit, List<FileId> files) implements Change {}

    record Recall() implements Change {}

    /// Words or signs of the sender's that come in clear, and are sealed here.
    sealed interface Aside extends Change {

        String REACTED = "reacted";
        String UNREACTED = "unreacted";
        String TITLED = "titled";

        /// As the archive calls such a record.
        String kind();

        /// The tag in its content.
        String type();

        /// What is sealed, as a JSON object.
        default Map<String, String> content() {
            Map<String, String> content = new LinkedHashMap<>();
            content.put("type", type());
            content.put(field(), text());
            return content;
        }

        /// The field that says it.
        default String field() {
            return this instanceof Reaction ? "emoji" : "title";
        }

        String text();
    }

    record Reaction(String text, boolean removed) implements Aside {

        @Override
        public String type() {
            return "reaction";
        }

        @Override
        public String kind() {
            return removed ? UNREACTED : REACTED;
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    record Title(String text) implements Aside {

        @Override
        public String type() {
            return "title";
        }

        @Override
        public String kind() {
            return TITLED;
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// @param title of a conversation that was opened with one
    record Joined(List<PersonId> people, @Nullable Title title) implements Change {}

    /// A role or a setting: no words of a conversation, and the parties stay who they are.
    record Metadata() implements Change {}

    record Left(PersonId person) implements Change {}
}
