package io.parley.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// A base backup of the test's whole PostgreSQL, made while it runs, as `pg_basebackup` makes one: PostgreSQL's
/// low-level
/// backup functions around a copy of the files (its documentation, "Making a Base Backup Using the Low Level API").
/// For drills of what happens after a restore. Needs the embedded store, whose files are at hand.
public final class BaseBackup {

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final Set<String> OF_THE_PROCESS = Set.of("postmaster.pid", "postmaster.opts");
    private static final String LOG = "pg_wal";

    private final Path folder;

    private BaseBackup(Path folder) {
        this.folder = folder;
    }

    /// @param folder does not exist yet
    public static BaseBackup into(Path folder) {
        try (Connection connection = Stores.shared().admin().getConnection();
                Statement statement = connection.createStatement()) {
            Path data = Path.of(one(statement, "SHOW data_directory"));
            one(statement, "SELECT pg_backup_start('drill', fast => true)::text");
            copy(data, folder);
            String label = one(statement, "SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)");
            copy(data.resolve(LOG), folder.resolve(LOG));
            Files.writeString(folder.resolve("backup_label"), label);
            return new BaseBackup(folder);
        } catch (SQLException failed) {
            throw new IllegalStateException("base backup: not made", failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    /// Files come and go while a server runs; what its log makes good again may be missing.
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(folder));
                if (!Files.exists(target)) {
                    Files.createDirectory(target, OWNER_ONLY);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                if (!OF_THE_PROCESS.contains(file.getFileName().toString())) {
                    Files.write(target, Files.readAllBytes(file));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /// Starts a second server on the copy, which first makes itself whole from the log.
    public Restored restore() {
        try {
            return new Restored(EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException("the restored store did not start", failed);
        }
    }

    /// The store as it was.
    public static final class Restored implements AutoCloseable {

        private final EmbeddedPostgres server;

        private Restored(EmbeddedPostgres server) {
            this.server = server;
        }

        /// Where this database is found in the restored store.
        public String url(TestDatabase database) {
            return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database.name();
        }

        public DataSource asOwner(TestDatabase database) {
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setUrl(url(database));
            source.setUser(database.owner());
            source.setPassword(TestDatabase.PASSWORD);
            return source;
        }

        @Override
        public void close() {
            try {
                server.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
