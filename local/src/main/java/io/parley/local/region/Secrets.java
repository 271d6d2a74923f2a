package io.parley.local.region;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The secrets of a region: made at random when first asked for, then kept, each in a file only its owner reads.
public final class Secrets {

    /// The OAuth 2 client of an outside archive, to try the feed with.
    public static final String FEED_CLIENT = "parley-feed";

    private static final System.Logger LOG = System.getLogger(Secrets.class.getName());

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;

    public Secrets(Path folder) {
        this.folder = folder;
    }

    /// Letters and digits only: safe in URLs, SQL literals and shells.
    public String password(String name) {
        return read(file("password-" + name, Secrets::randomPassword));
    }

    public String client(String clientId) {
        return read(file("client-" + clientId, Secrets::randomPassword));
    }

    public Path passwordFile(String name) {
        return file("password-" + name, Secrets::randomPassword);
    }

    /// The key-encryption key of consent-service, as a Tink keyset in JSON.
    public Path keyEncryptionKeyset() {
        return file("kek.json", Secrets::aeadKeyset);
    }

    /// The key-encryption key of what signs the audit log and exports.
    public Path signingKeyset() {
        return file("signing-kek.json", Secrets::aeadKeyset);
    }

    /// The key which signed the audit log of a region from before audit-service made its own.
    public Optional<Path> earlierLogKey() {
        return existing("log-key.pem");
    }

    /// The key which signed the exports of a region from before archive-service made its own.
    public Optional<Path> earlierExportKey() {
        return existing("export-key.pem");
    }

    private Optional<Path> existing(String name) {
        return Optional.of(folder.resolve(name)).filter(Files::exists);
    }

    private Path file(String name, Supplier<String> content) {
        Path path = folder.resolve(name);
        if (!Files.exists(path)) {
            create(path, content.get());
        }
        return path;
    }

    /// Processes start side by side, and two may ask for one secret: what is there first stays. A link, unlike a move,
    /// never replaces a file.
    private void create(Path path, String content) {
        try {
            Files.createDirectories(folder, OWNER_FOLDER);
        } catch (FileAlreadyExistsException occupied) {
            throw new CommandFailed(
                    CommandFailed.FAILED, "secret folder: " + folder + " (expected: a folder, found a file)");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Path draft = Files.createTempFile(folder, "new", null, OWNER_ONLY);
            try {
                Files.writeString(draft, content);
                linkUnlessThere(path, draft);
            } finally {
                Files.delete(draft);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void linkUnlessThere(Path path, Path draft) throws IOException {
        try {
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException faster) {
            LOG.log(System.Logger.Level.TRACE, "Somebody else has made it");
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String randomPassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String aeadKeyset() {
        try {
            AeadConfig.register();
            KeysetHandle keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
