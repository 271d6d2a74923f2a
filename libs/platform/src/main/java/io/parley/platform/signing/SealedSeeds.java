package io.parley.platform.signing;

import static java.time.ZoneOffset.UTC;

import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table `signing_key` of a service that signs.
final class SealedSeeds {

    private final JdbcClient jdbc;

    SealedSeeds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<SealedSeed> find(String purpose) {
        return jdbc.sql("SELECT wrapped, kek_uri, wrapped_at FROM signing_key WHERE purpose = :purpose")
                .param("purpose", purpose)
                .query((row, _) -> new SealedSeed(
                        row.getBytes("wrapped"),
                        URI.create(row.getString("kek_uri")),
                        row.getObject("wrapped_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// Of instances that start together the first one's stays.
    ///
    /// @return whether this one did
    boolean insertFirst(String purpose, SealedSeed seed) {
        return jdbc.sql("""
                        INSERT INTO signing_key (purpose, wrapped, kek_uri, wrapped_at)
                        VALUES (:purpose, :wrapped, :kek, :at) ON CONFLICT DO NOTHING""")
                        .param("purpose", purpose)
                        .param("wrapped", seed.wrapped())
                        .param("kek", seed.kek().toString())
                        .param("at", seed.wrappedAt().atOffset(UTC))
                        .update()
                == 1;
    }

    /// Unless another instance did.
    void replace(String purpose, SealedSeed older, SealedSeed newer) {
        jdbc.sql("""
                UPDATE signing_key SET wrapped = :wrapped, kek_uri = :kek, wrapped_at = :at
                WHERE purpose = :purpose AND wrapped = :older""")
                .param("wrapped", newer.wrapped())
                .param("kek", newer.kek().toString())
                .param("at", newer.wrappedAt().atOffset(UTC))
                .param("purpose", purpose)
                .param("older", older.wrapped())
                .update();
    }
}
