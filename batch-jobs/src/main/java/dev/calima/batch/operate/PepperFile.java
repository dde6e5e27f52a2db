package dev.calima.batch.operate;

import dev.calima.batch.log.Redaction;
import dev.calima.sql.setup.RolePasswords;
import dev.calima.sql.type.Pepper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Where the pepper of the API keys comes from: the environment; on the embedded database otherwise a file beside it, which is made
 * when it is missing. With a database of one's own it must be given, because several machines must have the same.
 */
final class PepperFile {

    private static final String NAME = "api-key.pepper";

    private PepperFile() {}

    /** Whether there is one without being told: it is given, or the database is the embedded one. */
    static boolean isThere(Settings settings, Map<String, String> environment) {
        return settings.database() == null
                || !environment.getOrDefault(Pepper.VARIABLE, "").isBlank();
    }

    /**
     * The text of the pepper.
     *
     * @throws SettingsException when it must be given and is not, or is too short
     */
    static String read(Settings settings, Map<String, String> environment) throws IOException, SettingsException {
        String given = environment.getOrDefault(Pepper.VARIABLE, "").strip();
        if (!given.isEmpty()) {
            return checked(given, Pepper.VARIABLE);
        }
        if (settings.database() != null) {
            throw new SettingsException(
                    List.of(Pepper.VARIABLE + " is not set: with CALIMA_DB_URL every process that makes or"
                            + " checks keys needs the same; make one with 'openssl rand -hex 32' and keep it secret"));
        }
        Path file = settings.home().resolve(NAME);
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, RolePasswords.random() + "\n", StandardOpenOption.WRITE);
        }
        return checked(Files.readString(file).strip(), file.toString());
    }

    private static String checked(String pepper, String where) throws SettingsException {
        Redaction.hide(pepper);
        try {
            Pepper.of(pepper);
            return pepper;
        } catch (IllegalArgumentException e) {
            throw new SettingsException(List.of(where + " " + e.getMessage()));
        }
    }
}
