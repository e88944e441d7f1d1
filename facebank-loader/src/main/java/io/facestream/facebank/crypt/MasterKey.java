package io.facestream.facebank.crypt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.facestream.facebank.FacebankException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key that wraps the keys of the people: a Tink keyset, as JSON in a file that only its owner reads, or in an environment variable.
 * Safe for use by many threads; it shows nothing of itself.
 */
public final class MasterKey {
    /** Holds the keyset as JSON, or as base64 of that JSON, where no file is named. */
    public static final String VARIABLE = "FACESTREAM_FACEBANK_KEY";

    /** How a user gives the key, for messages. */
    public static final String HOW = "--facebank-key FILE, or the environment variable " + VARIABLE
            + "; `./facestream facebank key FILE` makes one";

    private static final String MARK = "facestream mark";

    private final KeysetHandle keyset;
    private final Aead aead;

    private MasterKey(KeysetHandle keyset) throws GeneralSecurityException {
        this.keyset = keyset;
        aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /**
     * Makes a new key and writes it.
     *
     * @throws FacebankException when the file is there, or cannot be written: a key is never overwritten
     */
    public static MasterKey create(Path file) {
        return write(file, () -> KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
    }

    /**
     * Makes a key that seals anew and opens, beside that, all that this one opens, and writes it.
     *
     * @throws FacebankException as {@link #create}
     */
    public MasterKey createSuccessor(Path file) {
        return write(
                file,
                () -> KeysetHandle.newBuilder(keyset)
                        .addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                                .withRandomId()
                                .makePrimary())
                        .build());
    }

    /**
     * Writes the part of this key that seals: it opens nothing that older parts have sealed.
     *
     * @throws FacebankException as {@link #create}
     */
    public MasterKey createWithoutPredecessors(Path file) {
        return write(
                file,
                () -> KeysetHandle.newBuilder()
                        .addEntry(KeysetHandle.importKey(keyset.getPrimary().getKey())
                                .withFixedId(keyset.getPrimary().getId())
                                .makePrimary())
                        .build());
    }

    /** Makes a keyset. */
    private interface Maker {
        KeysetHandle make() throws GeneralSecurityException;
    }

    private static MasterKey write(Path file, Maker maker) {
        try {
            AeadConfig.register();
            KeysetHandle keyset = maker.make();
            String json = TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
            writeNew(file.toAbsolutePath(), json.getBytes(UTF_8));
            return new MasterKey(keyset);
        } catch (FileAlreadyExistsException e) {
            throw new FacebankException(
                    "facebank key: " + file + " is there (expected: a new file; a key that is overwritten is lost, and"
                            + " with it everything that it encrypts)",
                    e);
        } catch (IOException | GeneralSecurityException e) {
            throw new FacebankException("facebank key: " + file + ": " + e + " (expected: a file to write)", e);
        }
    }

    private static void writeNew(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent(), "parent of " + file));
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] owner = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.force(true);
        }
    }

    /** @throws FacebankException when there is no such file, or it holds no key; the message never quotes it */
    public static MasterKey read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (NoSuchFileException e) {
            throw new FacebankException("facebank key: " + file + ": no such file (expected: " + HOW + ")", e);
        } catch (IOException e) {
            throw new FacebankException("facebank key: " + file + ": " + e + " (expected: a readable file)", e);
        }
    }

    /**
     * @param text a keyset as JSON, or base64 of it
     * @param origin names it in a message
     */
    static MasterKey parse(String text, String origin) {
        try {
            AeadConfig.register();
            String trimmed = text.strip();
            String json = trimmed.startsWith("{")
                    ? trimmed
                    : new String(Base64.getMimeDecoder().decode(trimmed), UTF_8);
            return new MasterKey(TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The cause may quote its input, which is the key: it goes no further than this.
            throw new FacebankException("facebank key: " + origin
                    + " holds no key (expected: a keyset as `./facestream facebank key FILE` makes it)");
        }
    }

    /** The key of the file, else the one of the environment, if there is one. */
    public static Optional<MasterKey> find(@Nullable Path file) {
        return find(file, System.getenv(VARIABLE));
    }

    static Optional<MasterKey> find(@Nullable Path file, @Nullable String variable) {
        if (file != null) {
            return Optional.of(read(file));
        }
        return variable == null || variable.isBlank() ? Optional.empty() : Optional.of(parse(variable, VARIABLE));
    }

    /** @throws FacebankException when neither the file nor the environment gives a key */
    public static MasterKey require(@Nullable Path file) {
        return find(file).orElseThrow(() -> new FacebankException("facebank key: none given (expected: " + HOW + ")"));
    }

    /** A mark by which this key knows later what it has sealed. */
    public byte[] mark() {
        return seal(new byte[0], MARK);
    }

    /** Whether a mark is this key's. */
    public boolean knows(byte[] mark) {
        try {
            open(mark, MARK);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    byte[] seal(byte[] clear, String whose) {
        try {
            return aead.encrypt(clear, whose.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts what is short enough", e);
        }
    }

    /** @throws GeneralSecurityException when it was sealed by another key or for somebody else, or is damaged */
    byte[] open(byte[] sealed, String whose) throws GeneralSecurityException {
        return aead.decrypt(sealed, whose.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
