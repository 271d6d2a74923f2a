package io.parley.archive.export;

import io.parley.platform.signing.NoteKey;
import io.parley.platform.signing.SignedBefore;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The exports and certificates of a region are verified by one key.
final class SignedDocuments implements SignedBefore {

    private final JdbcClient jdbc;

    SignedDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean anything() {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM archive_export WHERE manifest_sha256 IS NOT NULL)
                    OR EXISTS (SELECT FROM retention_certificate WHERE note IS NOT NULL)""").query(Boolean.class).single();
    }

    /// By the latest certificate; an export's signature left with it.
    @Override
    public boolean agreesWith(NoteKey key) {
        return jdbc.sql("""
                        SELECT note FROM retention_certificate WHERE note IS NOT NULL
                        ORDER BY finished_at DESC LIMIT 1""").query(String.class).optional().map(key::signed).orElse(true);
    }
}
