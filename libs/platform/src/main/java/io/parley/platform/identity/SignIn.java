package io.parley.platform.identity;

/// One account at one issuer: the only part of a token that names somebody for good (OpenID Connect Core 1.0 §5.7).
public record SignIn(String issuer, String subject) {

    private static final int MAX_ISSUER_CHARS = 512;
    /// OpenID Connect Core 1.0 §2.
    private static final int MAX_SUBJECT_CHARS = 255;

    public SignIn {
        if (issuer.length() > MAX_ISSUER_CHARS || issuer.indexOf(':') < 1) {
            throw new IllegalArgumentException("issuer: not an issuer (expected: a URI of at most 512 characters)");
        }
        if (subject.isBlank() || subject.length() > MAX_SUBJECT_CHARS) {
            throw new IllegalArgumentException(
                    "subject.length: " + subject.length() + " (expected: 1.." + MAX_SUBJECT_CHARS + ", not blank)");
        }
    }

    static SignIn of(io.parley.contracts.event.SignIn event) {
        // There are few issuers and many people.
        return new SignIn(event.getIssuer().intern(), event.getSubject());
    }

    @Override
    public String toString() {
        return "SignIn[" + issuer + "]";
    }
}
