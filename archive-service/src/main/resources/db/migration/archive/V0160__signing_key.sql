-- The key that signs exports and certificates, as it rests: wrapped by the key-encryption key kek_uri. It lies nowhere else.
CREATE TABLE signing_key (
    purpose    text        PRIMARY KEY CHECK (purpose = 'archive'),
    wrapped    bytea       NOT NULL,
    kek_uri    text        NOT NULL,
    wrapped_at timestamptz NOT NULL
);
REVOKE DELETE, TRUNCATE ON signing_key FROM ${app_role};
