package io.parley.archive.intake;

import io.parley.contracts.KeyId;
import io.parley.contracts.PersonId;
import java.util.List;

/// What an accepted fact changed.
sealed interface Change {

    /// A post, or an edit of one. The ciphertext is under the author's message key.
    record Content(KeyId key, byte[] ciphertext, String type, boolean edit) implements Change {}

    record Recall() implements Change {}

    record Joined(List<PersonId> people) implements Change {}

    /// A reaction, a role, a title or setting: no words of a conversation, and the parties stay who they are.
    record Metadata() implements Change {}

    record Left(PersonId person) implements Change {}
}
