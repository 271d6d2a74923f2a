package io.parley.platform.identity;

import io.parley.contracts.ErrorCode;
import io.parley.contracts.PersonId;
import org.jspecify.annotations.Nullable;

/// Makes an account that signs in for the first time a person of the registry, once and for good. consent-service keeps
/// these links; the others ask it, once per account.
public interface SignInLinks {

    /// Fails as unavailable when the registry cannot be asked.
    Answer link(FirstSignIn first);

    /// What a token says that a person may be found by. Never printed.
    ///
    /// @param email only when the issuer vouches for it (`email_verified`)
    record FirstSignIn(
            String issuer,
            String subject,
            String userName,
            @Nullable String email) {

        public SignIn signIn() {
            return new SignIn(issuer, subject);
        }

        @Override
        public String toString() {
            return "[redacted]";
        }
    }

    /// @param personId null when refused
    /// @param revision the version of the person's event that tells of the link, or a later one
    /// @param refusal null when linked
    record Answer(
            @Nullable PersonId personId,
            long revision,
            @Nullable ErrorCode refusal) {

        public static Answer linked(PersonId person, long revision) {
            return new Answer(person, revision, null);
        }

        public static Answer refused(ErrorCode why) {
            return new Answer(null, 0, why);
        }
    }
}
