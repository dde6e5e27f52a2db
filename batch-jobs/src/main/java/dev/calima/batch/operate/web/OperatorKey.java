package dev.calima.batch.operate.web;

import dev.calima.batch.log.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** The key that opens the operator API. Only its hash is kept in memory. */
public final class OperatorKey {

    /** Environment variable that may hold it. */
    public static final String VARIABLE = "CALIMA_OPERATOR_KEY";

    private static final int BYTES = 32;
    private static final int LEAST_CHARACTERS = 16;

    private final byte[] hash;

    private OperatorKey(String key) {
        this.hash = hash(key);
    }

    /**
     * The key of the environment; without one that of the file, which is made, readable by its owner only, when it is
     * missing.
     *
     * @throws IOException when the file cannot be read or made, or the key is too short to be one
     */
    public static OperatorKey loadOrCreate(Path file, Map<String, String> environment) throws IOException {
        String given = environment.getOrDefault(VARIABLE, "").strip();
        if (!given.isEmpty()) {
            return checked(given, VARIABLE);
        }
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n",
                    StandardOpenOption.WRITE);
        }
        return checked(Files.readString(file).strip(), file.toString());
    }

    static OperatorKey checked(String key, String where) throws IOException {
        if (key.length() < LEAST_CHARACTERS) {
            throw new IOException(where + " holds a key of fewer than " + LEAST_CHARACTERS
                    + " characters: give a longer one, or delete the file to have one made");
        }
        Redaction.hide(key);
        return new OperatorKey(key);
    }

    /** Whether it is this key; takes the same time whatever is given. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(hash, hash(candidate));
    }

    private static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
